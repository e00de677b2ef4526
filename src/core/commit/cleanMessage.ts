import { isTrailer } from './style';
import { firstOfChoice, withoutDiff, withoutWrapping } from './wrappings';

/**
 * Takes what models wrap around a commit message away: reasoning in tags, an introduction, code fences, quotes, a
 * label, trailers that were not in the person's notes. Returns an empty text when nothing is left.
 * @param isWhole false while more of the answer may come: then reasoning that may still lead to a message is none
 */
export function cleanMessage(answer: string, notes = '', isWhole = true): string {
  const withoutThinking = removeThinking(answer).replace(/\r\n?/g, '\n').replace(INVISIBLE, '');
  const inside = fencedPart(withoutWrapping(withoutThinking)).split('\n');
  const lines = unwrap(withoutDiff(inside), isWhole);
  const kept = lines.filter((line) => !isTrailer(line) || notes.includes(line.trim()));
  const text = kept
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return separateSubject(unquote(text));
}

/**
 * Characters that change what a person sees but not what is stored: terminal controls, marks of writing direction
 * ("Trojan Source", CVE-2021-42574), tags and zero-width spaces. Joiners stay: scripts and emoji need them.
 */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- Control characters are what it removes.
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

/** Removes reasoning between tags, and everything from a tag that is not closed yet. */
function removeThinking(text: string): string {
  return text
    .replace(/<(think|thinking|reasoning)>[\s\S]*?<\/\1>/gi, '')
    .replace(/<(think|thinking|reasoning)>[\s\S]*$/i, '')
    .replace(/^[\s\S]*<\/(think|thinking|reasoning)>/i, '');
}

/** The inside of the first code fence when the answer holds one; the whole answer otherwise. */
function fencedPart(text: string): string {
  const fence = /(?<=^|\n)[ \t]*(`{3,}|~{3,})[^\n`]*\n([\s\S]*?)(?:\n[ \t]*\1[`~]*[ \t]*(?:\n|$)|$)/.exec(
    text,
  );
  // A fence after a subject is part of the message's body.
  if (!fence || !isIntroduction(text.slice(0, fence.index))) return text;
  return fence[2] ?? '';
}

function isIntroduction(text: string): boolean {
  return text
    .trim()
    .split('\n')
    .every((line) => line === '' || INTRODUCTION.test(line.trim()));
}

const INTRODUCTION =
  /^(?:(?:sure|certainly|of course|okay|ok|absolutely|great)\b[^\n]*|here(?:'s| is| are)\b[^\n]*|(?:the |a |my |suggested |proposed |possible )*(?:git )?commit message\b[^\n]*:|based on\b[^\n]*:|다음은[^\n]*|以下[^\n]*)$/i;
/** How models reason where they were not trained to do it between tags. */
const THINKING_ALOUD =
  /^(?:(?:okay|ok|alright|hmm|wait|so|now|first)\b,? (?:let|the|i|we|this|it)\b|let me\b|let's (?:see|look|analyze|think)\b|the user (?:wants|asked|has|provided|is asking)\b|(?:i|we) (?:need|should|have to|must|can|will)\b|looking at\b|analyzing\b)/i;
const BODY_LABEL = /^(?:\*\*)?(?:body|description)(?:\*\*)?\s*:(?:\*\*)?\s*/i;
const LABEL =
  /^(?:\*\*)?(?:(?:git )?commit message|subject(?: line)?|title|message)(?:\*\*)?\s*:(?:\*\*)?\s*/i;
const AFTERWORD =
  /^(?:this commit message|this message follows|let me know|i hope this|feel free|note that this|explanation:)/i;

/** Drops introductory lines, a label before the subject, and a closing remark to the person. */
function unwrap(lines: readonly string[], isWhole: boolean): string[] {
  const isMessage = (line: string) => line.trim() !== '' && !INTRODUCTION.test(line.trim());
  const thought = lines.findIndex((line) => isMessage(line) && !THINKING_ALOUD.test(line.trim()));
  // A message may begin so too, if nothing else is there.
  const start = thought === -1 && isWhole ? lines.findIndex(isMessage) : thought;
  if (start === -1) return [];
  const kept = [...firstOfChoice(lines.slice(start))];
  const hasLabel = LABEL.test(kept[0] ?? '');
  const label = kept[0]?.replace(LABEL, '') ?? '';
  if (label.trim() === '') kept.shift();
  else kept[0] = label;
  const end = kept.findIndex((line, index) => index > 0 && AFTERWORD.test(line.trim()));
  const message = end === -1 ? kept : kept.slice(0, end);
  const [subject = ''] = message;
  return message
    .filter((line, index) => index === 0 || line.trim() !== subject.trim())
    .map((line) => (hasLabel ? line.replace(BODY_LABEL, '') : line));
}

const QUOTES: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['**', '**'],
  ['“', '”'],
  ['「', '」'],
];

/** Takes quotes off a message, or off its subject, that is quoted as a whole. */
function unquote(text: string): string {
  const [subject = '', ...rest] = text.split('\n');
  for (const [open, close] of QUOTES) {
    const inner = (quoted: string) => quoted.slice(open.length, -close.length);
    const isQuoted = (whole: string) =>
      whole.length > open.length + close.length &&
      whole.startsWith(open) &&
      whole.endsWith(close) &&
      !inner(whole).includes(open);
    if (isQuoted(text)) return inner(text).trim();
    if (isQuoted(subject)) return [inner(subject).trim(), ...rest].join('\n');
  }
  return text.replace(/^#+ +/, '');
}

/** Git takes lines up to the first empty one as the subject, so a body needs an empty line before it. */
function separateSubject(text: string): string {
  const [subject = '', second, ...rest] = text.split('\n');
  if (second === undefined || second.trim() === '') return text;
  return [subject, '', second, ...rest].join('\n');
}
