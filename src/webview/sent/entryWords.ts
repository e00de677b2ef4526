import { modelLabel } from '../../core/model/languageModel';
import type { SentEntryData } from '../../protocol/engine';
import type { SentStrings } from '../../protocol/sentPage';
import { format } from '../format';

/** An entry in words: what its row shows and what a screen reader says of it. */
export interface EntryWords {
  readonly role: string;
  readonly time: string;
  readonly destination: string;
  readonly machine: string;
  /** Tokens, time and how it ended. */
  readonly facts: readonly string[];
  readonly masked: string | undefined;
}

/** Puts an entry into words, with numbers and times as the language writes them. */
export function describeEntry(entry: SentEntryData, strings: SentStrings, language: string): EntryWords {
  const { destination, role, sentAt, maskedSecrets = [] } = entry;
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' });
  return {
    role: strings.roles[role],
    time: time.format(sentAt),
    destination: `${modelLabel(destination)} @ ${destination.host}`,
    machine: destination.isLocal ? strings.thisMachine : strings.otherMachine,
    facts: [
      ...tokens(entry, strings, language),
      ...duration(entry, strings, language),
      outcome(entry, strings),
    ],
    masked:
      maskedSecrets.length === 0
        ? undefined
        : maskedSecrets.length === 1
          ? strings.oneMasked
          : format(strings.masked, maskedSecrets.length),
  };
}

function tokens({ usage }: SentEntryData, strings: SentStrings, language: string): string[] {
  if (!usage) return [];
  const number = new Intl.NumberFormat(language);
  const about = usage.isEstimated === true ? strings.estimated : '{0}';
  return [
    format(about, format(strings.tokensIn, number.format(usage.promptTokens))),
    format(about, format(strings.tokensOut, number.format(usage.answerTokens))),
  ];
}

function duration({ durationMs }: SentEntryData, strings: SentStrings, language: string): string[] {
  if (durationMs === undefined) return [];
  return [format(strings.milliseconds, new Intl.NumberFormat(language).format(Math.round(durationMs)))];
}

function outcome({ outcome: name }: SentEntryData, strings: SentStrings): string {
  switch (name) {
    case undefined:
      return strings.running;
    case 'stop':
      return strings.ended;
    case 'length':
      return strings.cutOff;
    case 'cancelled':
      return strings.cancelled;
    default:
      return format(strings.failedAs, name);
  }
}
