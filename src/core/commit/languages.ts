import { LATIN_LANGUAGES, type LatinLanguage, latinEvidence } from './latinLanguages';
import type { MessageLanguage } from './style';

/** What is known of a language that messages are written in. One row is all that a further language takes. */
interface LanguageFacts {
  /** Its name as a prompt says it. */
  readonly name: string;
  /** Letters of its scripts. */
  readonly script: RegExp;
  /** Letters that give another language away, though the script is the same or shared. */
  readonly foreign?: RegExp;
  /** Words that speak of the commit itself, where a message should speak of the change. */
  readonly selfReference: RegExp;
}

export const LANGUAGES: Readonly<Record<MessageLanguage, LanguageFacts>> = {
  en: {
    name: 'English',
    script: /\p{Script=Latin}/gu,
    selfReference:
      /(?:\bthis|(?<=^|[.!?:] |[-*] )the) (?:commit|change|changeset|patch|diff|pull request|pr) (?:also )?(?=[a-z]+(?:s|ed)\b|will\b)|\bin this (?:commit|change|patch)\b/imu,
  },
  ko: {
    name: 'Korean',
    script: /\p{Script=Hangul}/gu,
    selfReference: /(?:이번?|본|해당) ?(?:커밋|변경 ?사항|변경|패치)(?:은|는|에서는?|이|에선)(?= )/u,
  },
  ja: {
    name: 'Japanese',
    script: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu,
    // Characters that only Chinese writes so since it simplified them.
    foreign:
      /[们这为对时实现说读写变动删测试错误数据类处应页输过还从让给务项仅组织构]{2}|[们这为说读写删测错过还让给]/u,
    selfReference: /(?:この|本)(?:コミット|変更|パッチ)(?:は|で|では)/u,
  },
  zh: {
    name: 'Chinese',
    script: /\p{Script=Han}/gu,
    foreign: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
    selfReference: /(?:此|本|该|这个|这次|本次)(?:提交|更改|变更|补丁)/u,
  },
  de: {
    name: 'German',
    script: /\p{Script=Latin}/gu,
    selfReference: /\b(?:dieser|in diesem|der) commit\b|\b(?:diese|in dieser) änderung\b/iu,
  },
  fr: {
    name: 'French',
    script: /\p{Script=Latin}/gu,
    selfReference: /\b(?:ce|dans ce) commit\b|\b(?:cette|dans cette) modification\b/iu,
  },
  es: {
    name: 'Spanish',
    script: /\p{Script=Latin}/gu,
    selfReference: /\b(?:este|en este) (?:commit|cambio)\b/iu,
  },
  pt: {
    name: 'Portuguese',
    script: /\p{Script=Latin}/gu,
    selfReference: /\b(?:este|esse|neste|nesse) commit\b|\besta (?:mudança|alteração)(?!\p{L})/iu,
  },
  ru: {
    name: 'Russian',
    script: /\p{Script=Cyrillic}/gu,
    selfReference: /(?:этот коммит|данный коммит|в этом коммите|в данном коммите)/iu,
  },
};

/** Share of letters in another script from which an English text counts as written in another language. */
const FOREIGN_SHARE = 0.3;
/** Share of letters in the language's script below which a text in it does not count as one. */
const OWN_SHARE = 0.2;

/** Words of another language in the same script, beside none of its own, from which a text counts as written in that. */
const FOREIGN_WORDS = 2;

function isLatin(language: MessageLanguage): language is LatinLanguage {
  return (LATIN_LANGUAGES as readonly string[]).includes(language);
}

/** Judged by script, and by words where languages share theirs; quoted text, code and words that are written as names are left out. */
export function isWrittenIn(language: MessageLanguage, text: string): boolean {
  const { script, foreign } = LANGUAGES[language];
  const words = text
    .replace(/`[^`]*`|"[^"]*"|'[^']*'|“[^”]*”|「[^」]*」|https?:\S+/g, ' ')
    .replace(/[\w@./-]*[a-z][A-Z_./\d][\w@./-]*|\b\w+\(\)|\b[A-Z][A-Z\d_-]+\b/g, ' ');
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return true;
  const own = words.match(script)?.length ?? 0;
  if (foreign?.test(words) === true) return false;
  if (!isLatin(language)) return own / letters >= OWN_SHARE;
  const counts = latinEvidence(words);
  const others = LATIN_LANGUAGES.filter((other) => other !== language).map((other) => counts[other]);
  const isOwn = counts[language] > 0 || Math.max(...others) < FOREIGN_WORDS;
  return isOwn && (letters - own) / letters < FOREIGN_SHARE;
}
