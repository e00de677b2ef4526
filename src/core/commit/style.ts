import { type LatinLanguage, habitualLatinLanguage } from './latinLanguages';
import { isMadeByTool } from './madeByTool';

export { isMadeByTool };

/** How a repository writes its commit subjects, measured from its own log. */
export interface CommitStyle {
  readonly form: SubjectForm;
  /** What leads the subjects, most frequent first: types, emoji, prefixes or tags, by the form. */
  readonly leads: readonly string[];
  /** Conventional Commits scopes in use, most frequent first. */
  readonly scopes: readonly string[];
  /** Share of Conventional Commits subjects with a scope, 0 to 1. */
  readonly scopeShare: number;
  /** Whether the description starts with a capital letter. */
  readonly isCapitalised: boolean;
  readonly endsWithPeriod: boolean;
  readonly mood: Mood;
  /** UTF-16 units that a new subject is asked to stay within: what nine of ten do, at most 72. */
  readonly subjectLimit: number;
  /** UTF-16 units that nine of ten subjects stay within; 0 without any. */
  readonly usualLength: number;
  /** UTF-16 units between which nine of ten subjects are, without a pull request's number at the end. */
  readonly lengthBand: LengthBand;
  /** Share of messages with a body, 0 to 1. */
  readonly bodyShare: number;
  readonly language: MessageLanguage;
  /** Whether subjects usually carry a ticket such as `ABC-123`. */
  readonly usesTickets: boolean;
  /** How many subjects it was measured from. */
  readonly measured: number;
}

/**
 * `conventional`: `feat(scope): add x`. `gitmoji`: a leading emoji or `:code:`. `prefix`: the part of the code and a
 * colon, as in Go and Linux. `tag`: `[part] add x`. `plain`: only words.
 */
export type SubjectForm = 'conventional' | 'gitmoji' | 'prefix' | 'tag' | 'plain';
/** `imperative`: "Add x". `past`: "Added x". `third`: "Adds x". `gerund`: "Adding x". */
export type Mood = 'imperative' | 'past' | 'third' | 'gerund';
/** Told apart by script. `other` is any further script or Latin-script language; English is assumed for Latin. */
export type MessageLanguage = LatinLanguage | 'ko' | 'ja' | 'zh' | 'ru';

export interface LengthBand {
  readonly from: number;
  readonly to: number;
}

/** What a repository without a history gets: git's own advice. */
export const DEFAULT_STYLE: CommitStyle = {
  form: 'plain',
  leads: [],
  scopes: [],
  scopeShare: 0,
  isCapitalised: true,
  endsWithPeriod: false,
  mood: 'imperative',
  subjectLimit: 72,
  usualLength: 0,
  lengthBand: { from: 1, to: 72 },
  bodyShare: 0,
  language: 'en',
  usesTickets: false,
  measured: 0,
};

/** Subjects without a scope from which a log counts as one that has none. */
const LEAST_WITHOUT_SCOPE = 20;

/** Whether the log has no scope at all, and enough subjects to tell. */
export function hasNoScopes({ scopes, scopeShare, measured }: CommitStyle): boolean {
  return measured >= LEAST_WITHOUT_SCOPE && scopeShare === 0 && scopes.length === 0;
}

const CONVENTIONAL = /^([a-z][a-z-]*)(?:\(([^()]+)\))?!?: +(\S.*)$/;
const KNOWN_TYPES = new Set(
  'feat fix docs doc style refactor perf test tests build ci chore revert wip release deps security types'.split(
    ' ',
  ),
);
const GITMOJI = /^(:[a-z0-9_+-]+:|\p{Extended_Pictographic}\uFE0F?)\s*(\S.*)$/u;
const TAG = /^\[([^\]]+)\]\s*(\S.*)$/;
const PREFIX = /^([\p{L}\p{N}_.*/,{} -]{1,40}): +(\S.*)$/u;
/** A ticket such as `ABC-123` or `#12`. */
export const TICKET = /\b[A-Z][A-Z0-9]+-\d+\b|(?:^|\s)#\d+\b/;

interface ParsedSubject {
  readonly form: SubjectForm;
  readonly lead?: string;
  readonly scope?: string;
  readonly description: string;
}

/** Splits a subject into what leads it and its description. */
export function parseSubject(subject: string): ParsedSubject {
  const conventional = CONVENTIONAL.exec(subject);
  if (conventional?.[1] !== undefined && KNOWN_TYPES.has(conventional[1])) {
    const [, lead, scope, description = ''] = conventional;
    return { form: 'conventional', lead, description, ...(scope !== undefined && { scope }) };
  }
  const gitmoji = GITMOJI.exec(subject);
  if (gitmoji) return { form: 'gitmoji', lead: gitmoji[1] ?? '', description: gitmoji[2] ?? '' };
  const tag = TAG.exec(subject);
  if (tag) return { form: 'tag', lead: tag[1] ?? '', description: tag[2] ?? '' };
  const prefix = PREFIX.exec(subject);
  if (prefix) return { form: 'prefix', lead: prefix[1] ?? '', description: prefix[2] ?? '' };
  return { form: 'plain', description: subject };
}

/** A habit is what at least half of the messages do. */
const HABIT = 0.5;

/** Measures the style of the latest messages (newest first); the default style when there are none. */
export function measureStyle(messages: readonly string[]): CommitStyle {
  const own = messages.filter((message) => subjectOf(message) !== '' && !isMadeByTool(subjectOf(message)));
  const subjects = own.map(subjectOf);
  if (subjects.length === 0) return DEFAULT_STYLE;
  const usual = usualLength(subjects);
  const all = subjects.map(parseSubject);
  const habitual = habitualForm(all);
  // Among prefixes `docs: …` is one more prefix.
  const same = all.filter(
    ({ form: own }) => own === habitual || (habitual === 'prefix' && own === 'conventional'),
  );
  const sample = same.length > 0 ? same : all;
  const descriptions = sample.map((subject) => subject.description);
  const cased = descriptions.filter((text) => /^\p{L}/u.test(text) && /^(\p{Lu}|\p{Ll})/u.test(text));
  return {
    form: habitual,
    leads: mostFrequent(sample.flatMap((subject) => subject.lead ?? [])),
    scopes: mostFrequent(sample.flatMap((subject) => subject.scope ?? [])),
    scopeShare: share(sample, (subject) => subject.scope !== undefined),
    isCapitalised:
      cased.length === 0 ? habitual === 'plain' : share(cased, (text) => /^\p{Lu}/u.test(text)) > HABIT,
    endsWithPeriod: share(descriptions, (text) => /[.。]$/.test(text)) > HABIT,
    mood: mostFrequent(descriptions.map(moodOf))[0] ?? 'imperative',
    subjectLimit: subjectLimit(usual),
    usualLength: usual,
    lengthBand: lengthBand(subjects),
    bodyShare: share(own, hasBody),
    language: habitualLanguage(subjects),
    measured: subjects.length,
    usesTickets: share(subjects, (subject) => TICKET.test(subject)) >= HABIT,
  };
}

/** A Japanese subject of Han letters alone looks Chinese; the others tell. */
function habitualLanguage(subjects: readonly string[]): MessageLanguage {
  const languages = subjects.map(languageOf);
  const count = (language: MessageLanguage) => languages.filter((each) => each === language).length;
  const isJapanese = count('ja') * 3 >= count('zh');
  const [first = 'en'] = mostFrequent(
    languages.map((language) => (language === 'zh' && isJapanese ? 'ja' : language)),
  );
  if (first !== 'en') return first;
  return habitualLatinLanguage(subjects.map((subject) => parseSubject(subject).description));
}

/** The form that at least half of the subjects have. */
function habitualForm(subjects: readonly ParsedSubject[]): SubjectForm {
  const shareOf = (...forms: SubjectForm[]) => share(subjects, ({ form }) => forms.includes(form));
  // A repository that prefixes by part writes `docs: …` and `deps: …` too.
  if (shareOf('prefix') >= 0.2 && shareOf('prefix', 'conventional') >= HABIT) return 'prefix';
  const [first = 'plain'] = mostFrequent(subjects.map(({ form }) => form));
  return shareOf(first) >= HABIT ? first : 'plain';
}

/** The first line of a message. */
export function subjectOf(message: string): string {
  return (message.split('\n', 1)[0] ?? '').trim();
}

/** Which language a text is written in, by script; Latin script counts as English. */
export function languageOf(text: string): MessageLanguage {
  if (/\p{Script=Hangul}/u.test(text)) return 'ko';
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja';
  if (/\p{Script=Han}/u.test(text)) return 'zh';
  if (/\p{Script=Cyrillic}/u.test(text)) return 'ru';
  return 'en';
}

function hasBody(message: string): boolean {
  return message
    .trim()
    .split('\n')
    .slice(1)
    .some((line) => line.trim() !== '' && !isTrailer(line));
}

/** A line such as `Signed-off-by: A <a@b.c>`. */
export function isTrailer(line: string): boolean {
  return /^(Signed-off-by|Co-authored-by|Reviewed-by|Acked-by|Tested-by|Reported-by|Suggested-by|Change-Id|Generated-by|Assisted-by|Made-with)\s*:/i.test(
    line.trim(),
  );
}

function moodOf(description: string): Mood {
  const word = /^[a-z]+/i.exec(description)?.[0].toLowerCase() ?? '';
  if (/[a-z]{2}ed$/.test(word) && !/^(embed|need|feed|seed|speed|shed|exceed|proceed|succeed)$/.test(word))
    return 'past';
  if (/[a-z]{2}ing$/.test(word) && !/^(bring|string|ping|bing)$/.test(word)) return 'gerund';
  if (
    /(?:[^s]s)$/.test(word) &&
    !/^(focus|alias|canvas|process|bias|discuss|address|pass|this|always|tests|docs|types|css|js)$/.test(word)
  )
    return 'third';
  return 'imperative';
}

function usualLength(subjects: readonly string[]): number {
  const lengths = sortedLengths(subjects);
  return lengths[Math.floor((lengths.length - 1) * 0.9)] ?? 0;
}

/** Between 50 and 72: shorter habits come by themselves, and git's own pages cut what is longer. */
function subjectLimit(usual: number): number {
  return Math.min(72, Math.max(50, usual));
}

/** Room that a band has at either end: 60 subjects do not show the longest one that there will be. */
const BAND_MARGIN = 1.25;

function lengthBand(subjects: readonly string[]): LengthBand {
  const lengths = sortedLengths(subjects);
  const at = (share: number) => lengths[Math.round((lengths.length - 1) * share)] ?? 0;
  return { from: Math.floor(at(0.05) / BAND_MARGIN), to: Math.ceil(at(0.95) * BAND_MARGIN) };
}

function sortedLengths(subjects: readonly string[]): number[] {
  return subjects.map((subject) => writtenLength(subject)).sort((a, b) => a - b);
}

/** UTF-16 units of a subject as its author wrote it: a forge puts a pull request's number behind it when it merges. */
export function writtenLength(subject: string): number {
  return subject.replace(/ \(#\d+\)$/, '').length;
}

function share<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(test).length / items.length;
}

/** The distinct values, most frequent first; ties keep the order of first appearance. */
function mostFrequent<T>(values: readonly T[]): T[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
}
