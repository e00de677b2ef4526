import { parseSubject, subjectOf } from './style';

/** How Korean subjects end. `noun`: 추가, 수정함. `plain`: 추가한다, 추가했다. `polite`: 추가합니다, 추가해요. */
export type KoreanEnding = 'noun' | 'plain' | 'polite';

/** How a subject ends; undefined when its last word is not Korean. */
export function koreanEnding(subject: string): KoreanEnding | undefined {
  const last = /(\p{Script=Hangul}+)[\s\p{P}]*(?:\([^()]*\))?\s*$/u.exec(subject)?.[1];
  if (last === undefined) return undefined;
  if (/(?:니다|요)$/.test(last)) return 'polite';
  return /다$/.test(last) ? 'plain' : 'noun';
}

/** Subjects below which no habit is told. */
const LEAST_SUBJECTS = 3;
const DOMINANT_SHARE = 0.6;

/** How a repository's Korean subjects usually end; undefined when there are too few to tell, or no habit. */
export function habitualEnding(messages: readonly string[]): KoreanEnding | undefined {
  const endings = messages.flatMap((message) => koreanEnding(subjectOf(message)) ?? []);
  if (endings.length < LEAST_SUBJECTS) return undefined;
  return (['noun', 'plain', 'polite'] as const).find(
    (ending) => endings.filter((own) => own === ending).length >= endings.length * DOMINANT_SHARE,
  );
}

/** Sentence endings of verbs made from a noun, as nearly all verbs of subjects are: 추가하다, 변경되다. */
const VERB_ENDING =
  /(\p{Script=Hangul}{2,}?)(?:합니다|했습니다|하였습니다|한다|했다|하였다|해요|했어요)(?=[.!]?$)/u;
/** The particle of an object right before such a verb, which the noun form goes without. */
const OBJECT_PARTICLE = /(?<=[\p{L}\p{N}`)])[을를](?= \p{Script=Hangul}+$)/u;

/** "검색 기능을 추가합니다" as "검색 기능 추가". Another ending takes a person, or a model: it stays. */
export function asNoun(subject: string): string {
  const { description } = parseSubject(subject);
  const noun = description.replace(VERB_ENDING, '$1').replace(/[.!]$/, '');
  if (!VERB_ENDING.test(description)) return subject;
  return subject.slice(0, subject.length - description.length) + noun.replace(OBJECT_PARTICLE, '');
}
