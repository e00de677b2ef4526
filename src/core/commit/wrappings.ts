import { parseSubject } from './style';

/**
 * Takes a message out of what models put around it as a whole: marks of their chat template, a tag, JSON, the command
 * that would commit it, a box. Each rule gives a text back as it is where it does not apply. An answer that is still
 * streaming is wrapped as well: what has not come yet must not be needed to tell.
 */
export function withoutWrapping(answer: string): string {
  return WRAPPINGS.reduce((text, unwrap) => unwrap(text), answer);
}

const WRAPPINGS: readonly ((text: string) => string)[] = [
  outOfTemplate,
  outOfTag,
  outOfJson,
  outOfCommand,
  (text) => text.replace(/^\s*\\boxed\{(?:\\text\{)?([^{}]*)\}*\s*$/, '$1'),
];

/** What the last channel says, up to the mark at which the model's turn ends. */
function outOfTemplate(text: string): string {
  if (!text.includes('<|')) return text;
  const channels = text.split(/<\|channel\|>/);
  const last = channels.at(-1) ?? '';
  const message = channels.length > 1 ? (/^final[^<]*<\|message\|>([\s\S]*)$/.exec(last)?.[1] ?? '') : text;
  return message
    .replace(/^\s*<\|(?:im_start|start_header_id)\|>\s*assistant\s*(?:<\|end_header_id\|>)?/, '')
    .replace(/<\|(?:im_end|end|return|eot_id|endoftext|end_of_text)\|>[\s\S]*$/, '')
    .replace(/<\|\w*\|?>?$/, '');
}

function outOfTag(text: string): string {
  const found =
    /(?:^|\n)\s*<(commit[_-]?message|commit|message|answer|output|result)>([\s\S]*?)(?:<\/\1>|$)/i.exec(text);
  return found?.[2] ?? text;
}

const JSON_START = /^\s*(?:```(?:json)?\s*)?\{\s*(?:"|$)/i;

/** The message in JSON, or its subject and body; nothing while neither is there. */
function outOfJson(text: string): string {
  if (!JSON_START.test(text)) return text;
  const field = (...names: readonly string[]) => {
    const found = new RegExp(`"(?:${names.join('|')})"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*")`, 'i').exec(text)?.[1];
    return found === undefined ? '' : parseString(found);
  };
  const subject = field('message', 'commit_?message', 'subject', 'title', 'header');
  const body = field('body', 'description');
  return [subject, body].filter((part) => part !== '').join('\n\n');
}

function parseString(literal: string): string {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : '';
  } catch {
    // An escape that JSON does not have.
    return literal.slice(1, -1);
  }
}

const COMMAND = /^(?:\s*```\w*\n)?\s*\$?\s*git commit\b/;

/** The texts of each `-m` of the command. */
function outOfCommand(text: string): string {
  if (!COMMAND.test(text)) return text;
  const parts = [...text.matchAll(/\s(?:-[a-z]*m|--message)[ =]?(?:"((?:[^"\\]|\\.)*)"|'([^']*)')/g)];
  return parts.map(([, double, single = '']) => double?.replace(/\\(["\\$`])/g, '$1') ?? single).join('\n\n');
}

const DIFF_LINE = /^(?:diff --git |index [0-9a-f]{7}|--- \S|\+\+\+ \S|@@ |[+-])/;
const DIFF_START = /^(?:diff --git |--- \S+\.\w+$|@@ -?\d|@@ $)/;

/** Drops the change where a model gives it back, before its message or behind it. */
export function withoutDiff(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const start = first !== -1 && DIFF_START.test(lines[first] ?? '') ? first : -1;
  if (start === -1) {
    const end = lines.findIndex((line) => line.startsWith('diff --git '));
    return end === -1 ? lines : lines.slice(0, end);
  }
  const end = lines.findIndex(
    (line, index) => index > start && !DIFF_LINE.test(line) && !line.startsWith(' '),
  );
  return end === -1 ? [] : lines.slice(end);
}

const OPTION = /^(?:[#*\s]*)(?:option|alternative|version|variant)\s*(?:\d+|[A-C])\b[.:)*\s]*/i;
const OTHER = /^(?:[*_(\s]*)(?:or|alternatively|another option|alternative)\b[^a-z]*$/i;

const ITEM = /^\s*(?:\d+[.)]|[-*])\s+(?=\S)/;

/** The first of several messages to choose from. */
export function firstOfChoice(lines: readonly string[]): readonly string[] {
  const [first = '', ...rest] = lines;
  const start = first.replace(OPTION, '');
  const kept = start.trim() === '' ? [...rest] : [start, ...rest];
  if (isSubjectItem(start)) {
    kept[0] = start.replace(ITEM, '');
    if (rest.every((line) => line.trim() === '' || isSubjectItem(line))) return kept.slice(0, 1);
  }
  const end = kept.findIndex(
    (line, index) => index > 0 && (OTHER.test(line.trim()) || OPTION.test(line.trim())),
  );
  return end === -1 ? kept : kept.slice(0, end);
}

/** An item of a list that has the form of a subject. */
function isSubjectItem(line: string): boolean {
  return ITEM.test(line) && parseSubject(line.replace(ITEM, '')).form === 'conventional';
}
