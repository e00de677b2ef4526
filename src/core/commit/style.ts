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
  /** UTF-16 units that nine of ten subjects stay within, at most 72. */
  readonly subjectLimit: number;
  /** Share of messages with a body, 0 to 1. */
  readonly bodyShare: number;
  readonly language: MessageLanguage;
  /** Whether subjects usually carry a ticket such as `ABC-123`. */
  readonly usesTickets: boolean;
}

/**
 * `conventional`: `feat(scope): add x`. `gitmoji`: a leading emoji or `:code:`. `prefix`: the part of the code and a
 * colon, as in Go and Linux. `tag`: `[part] add x`. `plain`: only words.
 */
export type SubjectForm = 'conventional' | 'gitmoji' | 'prefix' | 'tag' | 'plain';
/** `imperative`: "Add x". `past`: "Added x". `third`: "Adds x". `gerund`: "Adding x". */
export type Mood = 'imperative' | 'past' | 'third' | 'gerund';
/** Told apart by script. `other` is any further script or Latin-script language; English is assumed for Latin. */
export type MessageLanguage = 'en' | 'ko' | 'ja' | 'zh' | 'ru';

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
  bodyShare: 0,
  language: 'en',
  usesTickets: false,
};

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
  const subjects = messages.map(subjectOf).filter((subject) => subject !== '' && !isMadeByTool(subject));
  if (subjects.length === 0) return DEFAULT_STYLE;
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
    subjectLimit: subjectLimit(subjects),
    bodyShare: share(messages, hasBody),
    language: mostFrequent(subjects.map(languageOf))[0] ?? 'en',
    usesTickets: share(subjects, (subject) => TICKET.test(subject)) >= HABIT,
  };
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

/** Subjects that tools write say nothing about how people do. */
export function isMadeByTool(subject: string): boolean {
  return /^(Merge (branch|pull request|remote-tracking|tag)\b|Revert "|fixup!|squash!|(?:[\w@/.-]+[-@ ])?v?\d+\.\d+\.\d+\S*$)/.test(
    subject,
  );
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

/** The length that nine of ten subjects stay within, between 50 and 72: shorter habits come by themselves. */
function subjectLimit(subjects: readonly string[]): number {
  const lengths = subjects.map((subject) => subject.length).sort((a, b) => a - b);
  const ninth = lengths[Math.floor((lengths.length - 1) * 0.9)] ?? 72;
  return Math.min(72, Math.max(50, ninth));
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
