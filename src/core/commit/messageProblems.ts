import { SECRET_MARK } from '../privacy/maskSecrets';
import { brokenRules } from './commitlint';
import type { DraftContext } from './draftContext';
import { inventedNames } from './inventedNames';
import { koreanEnding } from './koreanEnding';
import { LANGUAGES, isWrittenIn } from './languages';
import { verbMood } from './mood';
import { lostWords } from './ownWords';
import { isTrailer, parseSubject, subjectOf } from './style';
import { missingLines } from './template';
import { inventedTickets, ticketsIn } from './tickets';

export type ProblemKind =
  | 'subjectLength'
  | 'form'
  | 'noForm'
  | 'mood'
  | 'language'
  | 'names'
  | 'tickets'
  | 'noTicket'
  | 'ownWords'
  | 'template'
  | 'selfReference'
  | 'markdown'
  | 'repeated'
  | 'wish'
  | 'rules';

/** Something that is wrong with a message. */
export interface MessageProblem {
  readonly kind: ProblemKind;
  /** In words for the model, which is to correct it. */
  readonly words: string;
  /** What it is about, for the person: made-up names, lost words. */
  readonly about: readonly string[];
}

/** What is wrong with a cleaned message, in the order of the checks; empty when nothing is. */
export function messageProblems(message: string, context: DraftContext): MessageProblem[] {
  return CHECKS.flatMap((check) => check(message, context));
}

type Check = (message: string, context: DraftContext) => readonly MessageProblem[];

function problem(kind: ProblemKind, words: string, about: readonly string[] = []): MessageProblem {
  return { kind, words, about };
}

const CHECKS: readonly Check[] = [
  function subjectLength(message, { longestSubject }) {
    const { length } = subjectOf(message);
    return length <= longestSubject
      ? []
      : [
          problem(
            'subjectLength',
            `The subject has ${length} characters; at most ${longestSubject} are allowed.`,
          ),
        ];
  },

  function form(message, { style }) {
    const own = parseSubject(subjectOf(message)).form;
    if (own === style.form || (style.form === 'prefix' && own === 'conventional')) return [];
    switch (style.form) {
      case 'conventional':
        return [
          problem(
            'form',
            'The subject does not have the form "type(scope): description" or "type: description".',
          ),
        ];
      case 'gitmoji':
        return [problem('form', 'The subject does not begin with an emoji as the examples do.')];
      case 'prefix':
        return [problem('form', 'The subject does not begin with the part of the code and a colon.')];
      case 'tag':
        return [problem('form', 'The subject does not begin with a tag in square brackets.')];
      case 'plain':
        return [];
    }
  },

  /** Models put a type before everything; where the log has none at all it is wrong. */
  function noForm(message, { style, earlierSubjects, ownWords }) {
    const subject = subjectOf(message);
    const { form, lead = '' } = parseSubject(subject);
    const isLed = form === 'conventional' || form === 'gitmoji';
    if (style.form !== 'plain' || !isLed || ownWords.includes(lead)) return [];
    if (earlierSubjects.length === 0 && form === 'conventional') return [];
    return earlierSubjects.some((earlier) => parseSubject(earlier).form === form)
      ? []
      : [problem('noForm', `Subjects here do not begin with "${lead}": write the description alone.`)];
  },

  function mood(message, { style, mood: wanted }) {
    const { description } = parseSubject(subjectOf(message));
    const own = style.language === 'en' && wanted ? verbMood(description) : undefined;
    return own === undefined || own === wanted ? [] : [problem('mood', MOOD_WORDS[wanted ?? 'imperative'])];
  },

  function ending(message, { style, ending: wanted, ownWords }) {
    const own = style.language === 'ko' && wanted ? koreanEnding(subjectOf(message)) : undefined;
    return own === undefined || own === wanted || ownWords.includes(subjectOf(message))
      ? []
      : [problem('mood', ENDING_WORDS[wanted ?? 'noun'])];
  },

  function language(message, { style, ownWords }) {
    const lines = message.split('\n').filter((line) => !isTrailer(line) && !ownWords.includes(line.trim()));
    const body = lines.slice(1).join('\n');
    const isSubjectOk =
      ownWords.includes(subjectOf(message)) ||
      isWrittenIn(style.language, parseSubject(subjectOf(message)).description);
    if (isSubjectOk && (isPathList(body) || isWrittenIn(style.language, body))) return [];
    return [problem('language', `The message must be in ${LANGUAGES[style.language].name}.`)];
  },

  function names(message, { known }) {
    const invented = inventedNames(message, known).filter((name) => ticketsIn(name).length === 0);
    return invented.length === 0
      ? []
      : [
          problem(
            'names',
            `The change does not have ${invented.slice(0, 5).join(', ')}: name only what is in it.`,
            invented,
          ),
        ];
  },

  /** A model on another machine sees it in the change, and may take it for a name. */
  function secretMark(message) {
    return message.includes(SECRET_MARK)
      ? [problem('names', `Do not write "${SECRET_MARK}": it stands in place of a secret.`, [SECRET_MARK])]
      : [];
  },

  function tickets(message, { sources }) {
    const invented = inventedTickets(message, sources);
    return invented.length === 0
      ? []
      : [problem('tickets', `Nothing here names ${invented.join(', ')}: leave it out.`, invented)];
  },

  function noTicket(message, { ticket }) {
    return !ticket || ticketsIn(message).includes(ticket.name)
      ? []
      : [problem('noTicket', `The message must name ${ticket.name}.`)];
  },

  function ownWords(message, context) {
    const lost = lostWords(message, context.ownWords);
    return lost.length === 0
      ? []
      : [
          problem(
            'ownWords',
            `The author's words are lost: ${lost.slice(0, 12).join(', ')}. Keep what the notes say.`,
            lost,
          ),
        ];
  },

  function template(message, context) {
    const missing = context.template ? missingLines(message, context.template) : [];
    return missing.length === 0
      ? []
      : [problem('template', `These lines of the template are missing: ${missing.join(' | ')}`, missing)];
  },

  function selfReference(message, { style, ownWords }) {
    const found = LANGUAGES[style.language].selfReference.exec(message)?.[0].trim();
    return found === undefined || ownWords.includes(found)
      ? []
      : [problem('selfReference', `Do not write "${found}": say what changes.`)];
  },

  function markdown(message, { usesMarkdown, ownWords }) {
    const found = /^(?:```|~~~|#{1,6} )|\*\*[^*\n]+\*\*/m.exec(message)?.[0];
    return usesMarkdown || found === undefined || ownWords.includes(found)
      ? []
      : [problem('markdown', 'Write plain text, without Markdown headings, bold words or code fences.')];
  },

  function repeated(message, { others, earlierSubjects, ownWords }) {
    const subject = comparable(subjectOf(message));
    if (comparable(ownWords).includes(subject)) return [];
    if (others.some((other) => comparable(other) === comparable(message)))
      return [problem('repeated', 'This message was given before: write another one.')];
    // "Fix typo" and "Update dependencies" come again and again.
    if (subject.split(' ').length < LEAST_WORDS_OF_A_COPY) return [];
    return earlierSubjects.some((earlier) => comparable(earlier) === subject)
      ? [problem('repeated', 'This is the subject of an earlier commit: describe the change that is given.')]
      : [];
  },

  function wish(message, { wish: wanted, others }) {
    const body = message.split('\n').slice(1).join('\n').trim();
    const before = others.at(-1);
    switch (wanted) {
      case undefined:
        return [];
      case 'shorter':
        return before !== undefined && message.length >= before.length
          ? [problem('wish', 'The message is not shorter than the one before.')]
          : [];
      case 'longer':
      case 'withBody':
        return body === '' ? [problem('wish', 'The message needs a body under the subject.')] : [];
    }
  },

  function rules(message, context) {
    return context.rules ? brokenRules(message, context.rules).map((words) => problem('rules', words)) : [];
  },
];

/** Words of a subject that no two commits have by chance. */
const LEAST_WORDS_OF_A_COPY = 4;

const MOOD_WORDS = {
  imperative: 'The subject must begin in the imperative, such as "add".',
  past: 'The subject must begin in the past tense, such as "added".',
  third: 'The subject must begin in the third person, such as "adds".',
  gerund: 'The subject must begin with a gerund, such as "adding".',
} as const;

const ENDING_WORDS = {
  noun: 'Subjects here end in a noun, such as "추가", not in a sentence such as "추가합니다".',
  plain: 'Subjects here end in the plain form, such as "추가한다".',
  polite: 'Subjects here end in the polite form, such as "추가합니다".',
} as const;

/** A body that lists files says nothing in any language. */
function isPathList(body: string): boolean {
  return body.split('\n').every((line) => line.trim() === '' || /^[-*] +[\w@./-]+$/.test(line.trim()));
}

/** Two messages that differ in case, white space or punctuation alone are the same to a person. */
function comparable(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
