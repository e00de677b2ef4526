import type { CommitRules } from './commitlint';
import { isTrailer, parseSubject, subjectOf } from './style';

/**
 * Makes a message keep the rules of the repository's commitlint configuration where that takes no judgement: cases,
 * periods, lengths, line breaks, and a type or scope that is not allowed.
 * @param fallbackType the type that the change itself speaks for
 */
export function fitToRules(message: string, rules: CommitRules, fallbackType: string | undefined): string {
  const header = fitHeader(subjectOf(message), rules, fallbackType);
  const body = message
    .split('\n')
    .slice(1)
    .flatMap((line) => wrapLine(line, rules.longestBodyLine))
    .join('\n')
    .trim();
  return body === '' ? header : `${header}\n\n${body}`;
}

function fitHeader(subject: string, rules: CommitRules, fallbackType: string | undefined): string {
  const parsed = parseSubject(subject);
  const isConventional = parsed.form === 'conventional';
  if (!isConventional && !rules.needsType) return shorten(subject, rules.longestHeader);
  const type = allowedType(isConventional ? parsed.lead : undefined, rules, fallbackType);
  const scope = allowedScope(parsed.scope, rules);
  const bang = isConventional && /^[^:]*!:/.test(subject) ? '!' : '';
  const lead = `${type}${scope === undefined ? '' : `(${scope})`}${bang}: `;
  // commitlint takes everything up to the last `):` for the scope.
  let description = withoutTypes(subject).replace(/\)!?:/g, ')');
  if (rules.isSmall) description = withSmallStart(description);
  description = shorten(description, rules.longestHeader - lead.length);
  return lead + (rules.hasNoPeriod ? description.replace(/\.+$/, '') : description);
}

/** Takes off every type that leads a subject: models repeat them. */
function withoutTypes(subject: string): string {
  const { form, description } = parseSubject(subject);
  return form === 'conventional' ? withoutTypes(description) : subject;
}

function allowedType(type: string | undefined, { types }: CommitRules, fallback: string | undefined): string {
  const isAllowed = (candidate: string | undefined) =>
    candidate !== undefined && (types.length === 0 || types.includes(candidate));
  return [type, fallback, 'chore'].find(isAllowed) ?? types[0] ?? 'chore';
}

/** A scope that is not allowed is left out, unless one is needed: then the first stands in. */
function allowedScope(scope: string | undefined, { scopes, needsScope }: CommitRules): string | undefined {
  const isAllowed = scope !== undefined && (scopes.length === 0 || scopes.includes(scope));
  if (isAllowed) return scope;
  return needsScope ? scopes[0] : undefined;
}

/** A word that is written in capitals or with humps is a name and stays as it is where the case rule lets it. */
function withSmallStart(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Cuts at the last word that fits. */
function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length + 1);
  const space = cut.lastIndexOf(' ');
  return (space > 0 ? cut.slice(0, space) : cut.slice(0, length)).replace(/[\s,;:(-]+$/, '');
}

/** A line in pieces of at most `length`, broken between words, each with the line's indentation. Trailers stay whole. */
function wrapLine(line: string, length: number): string[] {
  if (line.length <= length || isTrailer(line)) return [line];
  const [, start = '', text = ''] = /^(\s*(?:[-*+]\s+|\d+[.)]\s+)?)(.*)$/.exec(line) ?? [];
  const lines: string[] = [];
  let current = start;
  for (const word of text.split(/\s+/).flatMap((whole) => breakWord(whole, length - start.length))) {
    const isFirst = current.trim() === start.trim();
    if (!isFirst && current.length + 1 + word.length > length) {
      lines.push(current);
      current = ' '.repeat(start.length) + word;
    } else current += isFirst ? word : ` ${word}`;
  }
  return [...lines, current];
}

/** A word that no line can hold, in pieces. An address stays whole: commitlint lets it, and it is of no use in pieces. */
function breakWord(word: string, length: number): string[] {
  if (word.length <= length || word.includes('://') || length < 1) return [word];
  return Array.from({ length: Math.ceil(word.length / length) }, (_, index) =>
    word.slice(index * length, (index + 1) * length),
  );
}
