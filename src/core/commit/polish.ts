import type { DraftContext } from './draftContext';
import { asNoun } from './koreanEnding';
import { LANGUAGES } from './languages';
import { inMood } from './mood';
import { inventedNames } from './inventedNames';
import { withOwnWords } from './ownWords';
import { plainBody, plainLead } from './plainDraft';
import { type CommitStyle, hasNoScopes, isTrailer, parseSubject, subjectOf } from './style';
import { withTemplate } from './template';
import { inventedTickets, placeTicket, ticketsIn, withoutTickets } from './tickets';

/**
 * What a rule can put right without judgement, so that no request is spent on it: talk of the commit itself, Markdown,
 * the verb's mood, case and period, tickets. Of a message that needs none of it the same text comes back.
 */
export function polish(message: string, context: DraftContext): string {
  return apply(POLISHING, message, context);
}

/**
 * What a rule puts right when the model had its chance to: the form, the length, made-up names in the body, lost words,
 * the template's lines. The subject may be less well worded afterwards than the model could have done it.
 */
export function repairByRule(message: string, context: DraftContext): string {
  return apply(REPAIRS, message, context);
}

type Fix = (message: string, context: DraftContext) => string;

function apply(fixes: readonly Fix[], message: string, context: DraftContext): string {
  return message === '' ? '' : fixes.reduce((text, fix) => fix(text, context), message);
}

const POLISHING: readonly Fix[] = [
  withoutAdvertisement,
  withoutSelfReference,
  withoutMarkdown,
  inHabitualMood,
  withNounEnding,
  withoutForeignScope,
  inHabitualCase,
  withoutPeriod,
  withTicket,
];

const REPAIRS: readonly Fix[] = [
  withoutForeignForm,
  withForm,
  inHabitualCase,
  withTicket,
  withShorterSubject,
  withoutInventedLines,
  withWishedBody,
  withAuthorsWords,
  withTemplateLines,
];

/** Lines that advertise the tool that wrote the message. The clean-up takes trailers; this takes free words. */
function withoutAdvertisement(message: string, { ownWords }: DraftContext): string {
  return withoutLines(
    message,
    (line) =>
      !ownWords.includes(line.trim()) &&
      (/^🤖/u.test(line.trim()) ||
        ADVERTISEMENT.test(line.trim()) ||
        /^[A-Z][\w-]*-(?:with|by)\s*:/i.test(line.trim())),
  );
}

const ADVERTISEMENT =
  /^(?:generated|created|written|drafted|made|assisted|powered|co-?authored)\b.{0,20}\b(?:with|by|using|via)\b.*(?:\]\(https?:|\b(?:AI|LLM|Claude|Copilot|ChatGPT|GPT|Gemini|Cursor|Codex|Aider|opencode|Fairwind)\b)/i;

/** "This commit adds x" becomes "Add x", in subject and body; other languages lose the words alone. */
function withoutSelfReference(message: string, { style, mood, ownWords }: DraftContext): string {
  const { selfReference } = LANGUAGES[style.language];
  if (style.language !== 'en') return message;
  const start = new RegExp(`^(\\s*(?:[-*] +)?)${selfReference.source}`, 'imu');
  const withoutIt = (line: string) => {
    const rest = line.replace(start, '$1');
    if (rest === line || ownWords.includes(line.trim())) return line;
    const [, indent = '', text = ''] = /^(\s*(?:[-*] +)?)(.*)$/s.exec(rest) ?? [];
    return indent + upperFirst(inMood(text, mood ?? 'imperative'));
  };
  return mapLines(mapDescription(message, style, withoutIt), withoutIt);
}

/** Marks of Markdown where messages here have none. What they enclose stays. */
function withoutMarkdown(message: string, { usesMarkdown, ownWords, template }: DraftContext): string {
  if (usesMarkdown) return message;
  const isGiven = (line: string) =>
    ownWords.includes(line.trim()) || template?.text.includes(line.trim()) === true;
  const plain = withoutLines(message, (line) => /^\s*(?:```|~~~)/.test(line) && !isGiven(line));
  return mapLines(plain, (line) =>
    isGiven(line) ? line : line.replace(/^#{1,6} +/, '').replace(/\*\*([^*\n]+)\*\*/g, '$1'),
  );
}

function inHabitualMood(message: string, { style, mood }: DraftContext): string {
  if (style.language !== 'en' || !mood) return message;
  return mapDescription(message, style, (description) => inMood(description, mood));
}

function withNounEnding(message: string, { style, ending, ownWords }: DraftContext): string {
  const subject = subjectOf(message);
  if (style.language !== 'ko' || ending !== 'noun' || ownWords.includes(subject)) return message;
  return replaceSubject(message, asNoun(subject));
}

/** Models like scopes; where no message has one it goes, unless the author typed it. */
function withoutForeignScope(message: string, { style, rules, ownWords }: DraftContext): string {
  const subject = subjectOf(message);
  const { form, scope } = parseSubject(subject);
  if (form !== 'conventional' || scope === undefined || !hasNoScopes(style) || rules?.needsScope === true)
    return message;
  return ownWords.includes(`(${scope})`)
    ? message
    : replaceSubject(message, subject.replace(`(${scope})`, ''));
}

/** Only a plain word changes its case: a name keeps its own. */
function inHabitualCase(message: string, { style, ownWords, earlierSubjects }: DraftContext): string {
  if (earlierSubjects.length === 0 && style.form !== 'plain') return message;
  return mapDescription(message, style, (description) => {
    const word = /^\p{L}+(?=\s|$)/u.exec(description)?.[0] ?? '';
    if (ownWords.startsWith(description)) return description;
    if (style.isCapitalised) return /^\p{Ll}+$/u.test(word) ? upperFirst(description) : description;
    return /^\p{Lu}\p{Ll}+$/u.test(word)
      ? description.charAt(0).toLowerCase() + description.slice(1)
      : description;
  });
}

function withoutPeriod(message: string, { style }: DraftContext): string {
  return mapDescription(message, style, (description) =>
    style.endsWithPeriod
      ? description.replace(/(?<=[\p{L}\p{N}`)])$/u, ['ko', 'ja', 'zh'].includes(style.language) ? '' : '.')
      : description.replace(/(?<=[^.\s])[.。]$/u, ''),
  );
}

/** Tickets that nobody named go; the branch's comes to where the log has it. */
function withTicket(message: string, { sources, ticket }: DraftContext): string {
  const known = withoutTickets(message, inventedTickets(message, sources));
  return ticket ? placeTicket(known === '' ? message : known, ticket.name, ticket.habit) : known || message;
}

function withoutForeignForm(message: string, { style, earlierSubjects, ownWords }: DraftContext): string {
  const { form, description } = parseSubject(subjectOf(message));
  if (style.form !== 'plain' || earlierSubjects.length === 0) return message;
  if (form !== 'conventional' && form !== 'gitmoji') return message;
  const isUsed = earlierSubjects.some((earlier) => parseSubject(earlier).form === form);
  return isUsed || ownWords.includes(subjectOf(message)) ? message : replaceSubject(message, description);
}

/** Gives a subject that lacks the repository's form the lead that the change itself speaks for. */
function withForm(message: string, { style, files, ticket }: DraftContext): string {
  const subject = subjectOf(message);
  const { form, description } = parseSubject(subject);
  if (style.form === 'plain' || form === style.form || (style.form === 'prefix' && form === 'conventional'))
    return message;
  const lead = plainLead({ files, style, branch: ticket?.name });
  // A type is wrong in front of a gitmoji; a prefix may be part of the sentence.
  return replaceSubject(
    message,
    lead + (form === 'conventional' || form === 'gitmoji' ? description : subject),
  );
}

/** Cuts a subject at a joint that leaves a whole statement, else at a word; what is lost goes to the body. */
function withShorterSubject(message: string, { longestSubject }: DraftContext): string {
  const subject = subjectOf(message);
  if (subject.length <= longestSubject) return message;
  const tickets = ticketsIn(subject);
  const cut = cutSubject(subject, longestSubject);
  const lost = tickets.filter((ticket) => !cut.includes(ticket));
  const body = message.split('\n').slice(1).join('\n').trim();
  const { description } = parseSubject(subject);
  const whole = upperFirst(description.replace(/[.。]?$/u, '.'));
  return [cut, body === '' || lost.length > 0 ? whole : '', body].filter((part) => part !== '').join('\n\n');
}

/** Joints of an English sentence behind which it can end; a comma and a full stop are joints in any language. */
const JOINTS =
  /[.;] |, | (?:and|so that|so|because|which|that|when|while|by|to|for|with|via|in order) |[。；，、]/gu;

function cutSubject(subject: string, longest: number): string {
  const least = subject.length - parseSubject(subject).description.length + 12;
  const joints = [...subject.matchAll(JOINTS)]
    .map(({ index }) => index)
    .filter((at) => at >= least && at <= longest);
  const joint = joints.at(-1);
  if (joint !== undefined) return subject.slice(0, joint).trimEnd();
  const space = subject.lastIndexOf(' ', longest);
  return subject.slice(0, space >= least ? space : longest).replace(/[\s,;:(\-–]+$/u, '');
}

/** Lines of the body that name what the change does not have are not true. The subject is left to the person. */
function withoutInventedLines(message: string, { known, ownWords }: DraftContext): string {
  const [subject = '', ...body] = message.split('\n');
  const kept = body.flatMap((line) => {
    if (ownWords.includes(line.trim()) || inventedNames(line, known).length === 0) return [line];
    const sentences = line
      .split(/(?<=[.!?。]) +/u)
      .filter((sentence) => inventedNames(sentence, known).length === 0);
    return sentences.length === 0 ? [] : [sentences.join(' ')];
  });
  return [subject, ...kept]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A body where one was asked for: the model's if it wrote one, else what happened to each file. */
function withWishedBody(message: string, { wish, style, files, template }: DraftContext): string {
  const [subject = '', ...rest] = message.split('\n');
  const hasBody = rest.some((line) => line.trim() !== '' && !isTrailer(line));
  // What the template asks for is written in the body.
  if (wish === 'shorter' && hasBody && !template)
    return [subject, rest.filter((line) => isTrailer(line)).join('\n')]
      .filter((part) => part !== '')
      .join('\n\n');
  if ((wish !== 'longer' && wish !== 'withBody') || hasBody) return message;
  return [subject, plainBody(files, style), rest.join('\n').trim()]
    .filter((part) => part !== '')
    .join('\n\n');
}

function withAuthorsWords(message: string, { ownWords }: DraftContext): string {
  return ownWords === '' ? message : withOwnWords(message, ownWords);
}

function withTemplateLines(message: string, { template }: DraftContext): string {
  return template ? withTemplate(message, template) : message;
}

/** Changes what follows the lead. A colon is a lead only where the repository has such: elsewhere it is a sentence's. */
function mapDescription(
  message: string,
  style: CommitStyle,
  change: (description: string) => string,
): string {
  const subject = subjectOf(message);
  const parsed = parseSubject(subject);
  const isLed = parsed.form === style.form || parsed.form === 'conventional' || parsed.form === 'gitmoji';
  const description = isLed ? parsed.description : subject;
  const changed = change(description);
  return changed === description
    ? message
    : replaceSubject(message, subject.slice(0, subject.length - description.length) + changed);
}

function replaceSubject(message: string, subject: string): string {
  const end = message.indexOf('\n');
  return end === -1 ? subject : subject + message.slice(end);
}

function mapLines(message: string, change: (line: string) => string): string {
  return message.split('\n').map(change).join('\n');
}

/** Drops lines, never the subject. */
function withoutLines(message: string, isUnwanted: (line: string) => boolean): string {
  return message
    .split('\n')
    .filter((line, index) => index === 0 || !isUnwanted(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
