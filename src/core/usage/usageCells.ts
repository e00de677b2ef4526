import type { RequestRole, TokenUsage } from '../model/languageModel';
import type { SentEntry } from '../privacy/sentLog';

/** What is kept of one request that has ended: numbers and names, nothing of what was said. */
export interface UsageRow extends TokenUsage {
  /** The day on this machine, for example `2026-11-24`. */
  readonly day: string;
  /** The id of the model's entry in the settings. */
  readonly modelId: string;
  readonly model: string;
  readonly host: string;
  readonly isLocal: boolean;
  readonly role: RequestRole;
}

/** The requests of one day that went to one model for one purpose, added up. */
export interface UsageCell extends Omit<UsageRow, keyof TokenUsage> {
  readonly requests: number;
  /** How many of the requests have estimated token counts, because their server did not count. */
  readonly estimatedRequests: number;
  readonly promptTokens: number;
  readonly cachedPromptTokens: number;
  readonly answerTokens: number;
}

/** The row for a request; undefined where it used no tokens. */
export function usageRowOf({ usage, sentAt, destination, role }: SentEntry): UsageRow | undefined {
  if (!usage) return undefined;
  const { id, model, host, isLocal } = destination;
  return { day: dayOf(sentAt), modelId: id, model, host, isLocal, role, ...usage };
}

/** The day on this machine. @param time wall-clock milliseconds since 1970 */
export function dayOf(time: number): string {
  const date = new Date(time);
  return [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('-');
}

/** The month of a day or a day of the month, as two digits. */
function pad(number: number): string {
  return String(number).padStart(2, '0');
}

/** The month of a day: `2026-11` of `2026-11-24`. */
export function monthOf(day: string): string {
  return day.slice(0, 'yyyy-mm'.length);
}

/** Adds rows up as they come. What it holds grows with days, models and purposes, not with requests. */
export class UsageSum {
  readonly #cells = new Map<string, UsageCell>();

  get cells(): readonly UsageCell[] {
    return [...this.#cells.values()];
  }

  add(row: UsageRow): void {
    const { day, modelId, model, host, isLocal, role } = row;
    const key = JSON.stringify([day, modelId, model, host, isLocal, role]);
    const known = this.#cells.get(key);
    this.#cells.set(key, {
      ...{ day, modelId, model, host, isLocal, role },
      requests: (known?.requests ?? 0) + 1,
      estimatedRequests: (known?.estimatedRequests ?? 0) + (row.isEstimated === true ? 1 : 0),
      promptTokens: (known?.promptTokens ?? 0) + row.promptTokens,
      cachedPromptTokens: (known?.cachedPromptTokens ?? 0) + (row.cachedPromptTokens ?? 0),
      answerTokens: (known?.answerTokens ?? 0) + row.answerTokens,
    });
  }
}

/** Reads a row that may have been written by anybody; undefined for what is none. */
export function parseUsageRow(value: unknown): UsageRow | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const row = value as Record<string, unknown>;
  const hasNames = ['modelId', 'model', 'host', 'role'].every((key) => typeof row[key] === 'string');
  const hasDay = typeof row['day'] === 'string' && /^\d{4}-\d\d-\d\d$/.test(row['day']);
  const hasCounts = isCount(row['promptTokens']) && isCount(row['answerTokens']);
  const hasCached = row['cachedPromptTokens'] === undefined || isCount(row['cachedPromptTokens']);
  return hasNames && hasDay && hasCounts && hasCached && typeof row['isLocal'] === 'boolean'
    ? (row as unknown as UsageRow)
    : undefined;
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
