import { basename } from 'node:path';
import { languageOf, measureStyle, parseSubject, subjectOf } from '../../../src/core/commit/style';
import { git } from './history';

const MESSAGES_MEASURED = 60;
const SUBJECTS_FORETOLD = 40;
/** A repository's subjects are foretold when each property holds for as many of them. */
const FORETOLD = 0.8;

export interface StyleHabits {
  readonly name: string;
  /** The form that is measured now. */
  readonly habit: string;
  readonly foretold: boolean;
  /** Shares from 0 to 1 of the next subjects for which the measured property held. */
  readonly form: number;
  readonly lead: number;
  readonly length: number;
  readonly language: number;
}

/** Measures the style before each of the newest messages that people wrote, and compares it with that message. */
export function measureStyleHabits(repository: string): StyleHabits {
  const messages = git(repository, 'log', '--no-merges', '-n', '300', '--format=%B%x00')
    .split('\0')
    .map((message) => message.trim())
    .filter((message) => message !== '');
  const held = { form: 0, lead: 0, length: 0, language: 0 };
  const count = Math.min(SUBJECTS_FORETOLD, messages.length - MESSAGES_MEASURED);
  for (let index = 0; index < count; index++) {
    const style = measureStyle(messages.slice(index + 1, index + 1 + MESSAGES_MEASURED));
    const subject = subjectOf(messages[index] ?? '');
    const parsed = parseSubject(subject);
    const sameForm =
      parsed.form === style.form || (style.form === 'prefix' && parsed.form === 'conventional');
    if (sameForm) held.form++;
    if (parsed.lead === undefined ? style.form === 'plain' : style.leads.includes(parsed.lead)) held.lead++;
    if (subject.length <= style.subjectLimit) held.length++;
    if (languageOf(subject) === style.language) held.language++;
  }
  const share = (value: number) => (count > 0 ? value / count : 0);
  const shares = {
    form: share(held.form),
    lead: share(held.lead),
    length: share(held.length),
    language: share(held.language),
  };
  return {
    name: basename(repository),
    habit: measureStyle(messages.slice(0, MESSAGES_MEASURED)).form,
    foretold: [shares.form, shares.length, shares.language].every((value) => value >= FORETOLD),
    ...shares,
  };
}
