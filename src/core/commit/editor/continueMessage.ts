import { parseSubject, subjectOf } from '../style';
import { type MessageDocument, isCommentLine } from './messageDocument';

export interface MessagePlace {
  readonly document: MessageDocument;
  /** Counted from 0; `character` in UTF-16 units. */
  readonly line: number;
  readonly character: number;
}

export interface MessageDraft {
  /** A whole message: subject, empty line, body. The body is shown only where it is wanted. */
  readonly message: string;
  /** Whether the repository's messages usually have a body: then it follows the subject at once. */
  readonly hasBody: boolean;
}

/** A message as git's web pages still show it whole. */
const LONGEST_SUBJECT = 72;

/** Where in the message the cursor stands. */
export interface MessageSpot {
  readonly part: 'subject' | 'body';
  /** The text of the line up to the cursor. */
  readonly typed: string;
  /** Whether nothing of the message stands below the line. */
  readonly isLast: boolean;
}

/**
 * Where the message can go on; undefined in comments, in git's own text and within a line, and above what has been
 * written already.
 */
export function messageSpot({ document, line, character }: MessagePlace): MessageSpot | undefined {
  const text = document.lines[line];
  if (text === undefined || line >= document.templateLine) return undefined;
  if (isCommentLine(text, document.commentPrefix) || text.slice(character).trim() !== '') return undefined;
  const typed = text.slice(0, character);
  const subjectLine = document.subjectLine ?? line;
  if (line < subjectLine) return undefined;
  const isLast = document.lines.slice(line + 1, document.templateLine).every((each) => each.trim() === '');
  if (line > subjectLine && !isLast) return undefined;
  return { part: line > subjectLine ? 'body' : 'subject', typed, isLast };
}

/**
 * How the message goes on at the cursor, from a draft of all of it: the rest of a subject that is half typed, the body
 * below a subject. Undefined where it cannot, and where the person has written something else.
 */
export function continueMessage(place: MessagePlace, draft: MessageDraft): string | undefined {
  const spot = messageSpot(place);
  if (!spot) return undefined;
  const { part, typed, isLast } = spot;
  if (part === 'body') return continueBody(place, typed, bodyOf(draft.message));
  const rest = continueSubject(typed, subjectOf(draft.message));
  if (rest === undefined) return undefined;
  const body = draft.hasBody && isLast ? bodyOf(draft.message) : '';
  return rest + (body === '' ? '' : `\n\n${body}`) || undefined;
}

/** The part of a message after its subject. */
export function bodyOf(message: string): string {
  return message.split('\n').slice(1).join('\n').trim();
}

/** The rest of the drafted subject after what is typed; empty when all of it is there. */
function continueSubject(typed: string, subject: string): string | undefined {
  const begun = typed.trimStart();
  const { description } = parseSubject(subject);
  for (const whole of [subject, description]) {
    if (startsWith(whole, begun)) return whole.slice(begun.length);
  }
  const own = continueWords(begun, subject);
  return own !== undefined && begun.length + own.length <= LONGEST_SUBJECT ? own : undefined;
}

/** Letters of the last word, at least, that must be the same before a draft goes on in the person's own words. */
const LEAST_SHARED = 3;

/** The person began in other words: where the last of these stand in the draft, it goes on from there. */
function continueWords(typed: string, subject: string): string | undefined {
  const words = [...typed.matchAll(/(?<=^|\s)\S/g)].map((match) => match.index);
  for (const start of words) {
    const shared = typed.slice(start);
    if (shared.trimEnd().length < LEAST_SHARED) continue;
    const at = ` ${subject}`.toLowerCase().indexOf(` ${shared.toLowerCase()}`);
    const rest = at === -1 ? '' : subject.slice(at + shared.length);
    if (rest.trim() !== '') return rest;
  }
  return undefined;
}

function continueBody({ document, line }: MessagePlace, typed: string, body: string): string | undefined {
  const { lines, subjectLine = 0, commentPrefix } = document;
  if (body === '') return undefined;
  const before = lines
    .slice(subjectLine + 1, line)
    .filter((each) => !isCommentLine(each, commentPrefix))
    .map((each) => each.trimEnd());
  const begun = [...before, typed].join('\n').replace(/^\n+/, '');
  if (begun.trim() === '') return line === subjectLine + 1 ? `\n${body}` : body;
  // Git takes lines up to the first empty one as the subject.
  if (before.length === 0 || before[0] !== '') return undefined;
  if (startsWith(body, begun)) return body.slice(begun.length) || undefined;
  return continueLine(before, typed, body);
}

/** The rest of a drafted line that the person has begun, where the body has it not yet. */
function continueLine(before: readonly string[], typed: string, body: string): string | undefined {
  if (typed.trim().length < 2) return undefined;
  const drafted = body
    .split('\n')
    .find(
      (each) => startsWith(each, typed) && each.length > typed.length && !before.includes(each.trimEnd()),
    );
  return drafted?.slice(typed.length);
}

function startsWith(text: string, beginning: string): boolean {
  return text.slice(0, beginning.length).toLowerCase() === beginning.toLowerCase();
}
