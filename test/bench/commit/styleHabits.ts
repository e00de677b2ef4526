import { basename } from 'node:path';
import { isBot, isMadeByTool } from '../../../src/core/commit/madeByTool';
import { isWrittenIn } from '../../../src/core/commit/languages';
import {
  type CommitStyle,
  languageOf,
  measureStyle,
  parseSubject,
  subjectOf,
  writtenLength,
} from '../../../src/core/commit/style';
import { git, nameOf } from './history';

const MESSAGES_MEASURED = 60;
const SUBJECTS_FORETOLD = 40;
/** Share of the messages before that a form must have to be a habit. */
const HABIT = 0.8;
/**
 * A repository's subjects are foretold when each property holds for as many of the next ones: of a habit that was just
 * one before, ten points may be lost by chance. Strictly, when as many have it as before.
 */
const FORETOLD = 0.7;
const STRICTLY_FORETOLD = 0.8;

export interface StyleHabits {
  readonly name: string;
  /** The form that is measured, and the share of the subjects before that have it, as means over the windows. */
  readonly form: string;
  readonly formBefore: number;
  readonly hasHabit: boolean;
  readonly foretold: boolean;
  readonly strictlyForetold: boolean;
  /** Shares from 0 to 1 of the next subjects for which the measured property held. */
  readonly held: Readonly<Record<Property, number>>;
  readonly subjects: number;
}

const PROPERTIES = ['form', 'lead', 'length', 'language'] as const;
export type Property = (typeof PROPERTIES)[number];

interface Message {
  readonly text: string;
  readonly paths: readonly string[];
}

/** Measures the style before each of the newest messages that people wrote, and compares it with that message. */
export function measureStyleHabits(repository: string): StyleHabits | undefined {
  const messages = readMessages(repository);
  const count = Math.min(SUBJECTS_FORETOLD, messages.length - MESSAGES_MEASURED);
  if (count < SUBJECTS_FORETOLD / 2) return undefined;
  const held = { form: 0, lead: 0, length: 0, language: 0 };
  let formBefore = 0;
  for (const [index, message] of messages.slice(0, count).entries()) {
    const before = messages.slice(index + 1, index + 1 + MESSAGES_MEASURED).map(({ text }) => text);
    const style = measureStyle(before);
    formBefore += before.filter((text) => hasForm(subjectOf(text), style)).length / before.length;
    for (const property of PROPERTIES) if (holds[property](style, message)) held[property] += 1;
  }
  const shares = Object.fromEntries(PROPERTIES.map((property) => [property, held[property] / count]));
  const hasHabit = formBefore / count >= HABIT;
  return {
    name: nameOf(repository),
    form: measureStyle(messages.slice(0, MESSAGES_MEASURED).map(({ text }) => text)).form,
    formBefore: formBefore / count,
    hasHabit,
    foretold: PROPERTIES.every((property) => held[property] / count >= FORETOLD),
    strictlyForetold: PROPERTIES.every((property) => held[property] / count >= STRICTLY_FORETOLD),
    held: shares as Record<Property, number>,
    subjects: count,
  };
}

/** Messages without those that the measuring leaves out as well. */
function readMessages(repository: string): Message[] {
  return readLog(repository)
    .split('\x1e')
    .map((record) => record.split('\x1f'))
    .filter(([author = '', text = '']) => !isBot(author) && text.trim() !== '')
    .map(([, text = '', paths = '']) => ({ text: text.trim(), paths: paths.split('\n').filter(Boolean) }))
    .filter(({ text }) => !isMadeByTool(subjectOf(text)));
}

function readLog(repository: string): string {
  const args = ['log', '--no-merges', '-n', '1000', '--format=%x1e%an%x1f%B%x1f'];
  try {
    return git(repository, ...args, '--name-only');
  } catch {
    // Some of its trees are missing: the messages are there all the same.
    return git(repository, ...args);
  }
}

function hasForm(subject: string, style: CommitStyle): boolean {
  const { form } = parseSubject(subject);
  // Among prefixes `docs: …` is one more prefix.
  return form === style.form || (style.form === 'prefix' && form === 'conventional');
}

const holds: Readonly<Record<Property, (style: CommitStyle, message: Message) => boolean>> = {
  form: (style, { text }) => hasForm(subjectOf(text), style),
  lead: (style, { text, paths }) => {
    const { form, lead } = parseSubject(subjectOf(text));
    if (lead === undefined) return style.form === 'plain';
    if (style.leads.includes(lead)) return true;
    // A prefix or a tag names a part of the code, which the change itself tells.
    const parts = lead
      .toLowerCase()
      .split(/[,\s]+/)
      .map((part) => part.replace(/^[*.]+|[*.]+$/g, ''));
    return form !== 'gitmoji' && parts.some((part) => part !== '' && paths.some((path) => names(path, part)));
  },
  length: (style, { text }) => {
    const length = writtenLength(subjectOf(text));
    return length >= style.lengthBand.from && length <= style.lengthBand.to;
  },
  language: (style, { text }) => {
    const language = languageOf(subjectOf(text));
    // Languages in Latin script look alike to it.
    if (language === 'en') return isWrittenIn(style.language, subjectOf(text));
    return language === style.language || (style.language === 'ja' && language === 'zh');
  },
};

function names(path: string, part: string): boolean {
  return path.toLowerCase().includes(part) || basename(part) === basename(path.toLowerCase());
}
