import { inventedNames } from './inventedNames';
import { type CommitStyle, type MessageLanguage, parseSubject, subjectOf } from './style';

/** What git and its web pages show of a subject before they cut it. */
const LONGEST_SUBJECT = 72;
/** Share of letters in another script from which a subject counts as written in another language. */
const FOREIGN_SHARE = 0.3;

const SCRIPTS: Readonly<Record<MessageLanguage, RegExp>> = {
  en: /\p{Script=Latin}/gu,
  ko: /\p{Script=Hangul}/gu,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu,
  zh: /\p{Script=Han}/gu,
  ru: /\p{Script=Cyrillic}/gu,
};

const LANGUAGES: Readonly<Record<MessageLanguage, string>> = {
  en: 'English',
  ko: 'Korean',
  ja: 'Japanese',
  zh: 'Chinese',
  ru: 'Russian',
};

/**
 * What is wrong with a cleaned message in a repository of this style, each in words for the model; empty when nothing.
 * @param known the texts that every name in the message must be from, see `inventedNames`
 */
export function messageProblems(message: string, style: CommitStyle, known: readonly string[]): string[] {
  const subject = subjectOf(message);
  const problems: string[] = [];
  if (subject.length > LONGEST_SUBJECT)
    problems.push(`The subject has ${subject.length} characters; at most ${LONGEST_SUBJECT} are allowed.`);
  if (style.form === 'conventional' && parseSubject(subject).form !== 'conventional')
    problems.push('The subject does not have the form "type(scope): description" or "type: description".');
  if (!isWrittenIn(style.language, subject))
    problems.push(`The message must be in ${LANGUAGES[style.language]}.`);
  const invented = inventedNames(message, known);
  if (invented.length > 0)
    problems.push(`The change does not have ${invented.slice(0, 5).join(', ')}: name only what is in it.`);
  return problems;
}

/** Judged by script, with quoted text, code and the lead left out. */
function isWrittenIn(language: MessageLanguage, subject: string): boolean {
  const words = parseSubject(subject).description.replace(/`[^`]*`|"[^"]*"|'[^']*'|“[^”]*”/g, '');
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  const own = words.match(SCRIPTS[language])?.length ?? 0;
  if (letters === 0) return true;
  // A Korean subject may be full of English identifiers; an English one with many foreign letters is not English.
  return language === 'en' ? (letters - own) / letters < FOREIGN_SHARE : own > 0;
}
