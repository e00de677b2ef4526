import type { UsageCell } from './usageCells';

/** A cell with its cost, which is absent for a model without a price. */
export type CostedCell = UsageCell & { readonly cost?: number };

/** Cells added up. */
export interface UsageTotal {
  readonly requests: number;
  readonly estimatedRequests: number;
  readonly promptTokens: number;
  readonly cachedPromptTokens: number;
  readonly answerTokens: number;
  /** What those with a price cost. */
  readonly cost: number;
  /** True when something of it has no price. */
  readonly isCostPartial: boolean;
}

/** One line of the table: all requests of a month to one model for one purpose. */
export interface UsageLine
  extends UsageTotal, Pick<UsageCell, 'modelId' | 'model' | 'host' | 'isLocal' | 'role'> {}

export function sumOf(cells: readonly CostedCell[]): UsageTotal {
  const add = (pick: (cell: CostedCell) => number) => cells.reduce((sum, cell) => sum + pick(cell), 0);
  return {
    requests: add(({ requests }) => requests),
    estimatedRequests: add(({ estimatedRequests }) => estimatedRequests),
    promptTokens: add(({ promptTokens }) => promptTokens),
    cachedPromptTokens: add(({ cachedPromptTokens }) => cachedPromptTokens),
    answerTokens: add(({ answerTokens }) => answerTokens),
    cost: add(({ cost = 0 }) => cost),
    isCostPartial: cells.some(({ cost }) => cost === undefined),
  };
}

/** A total for each day of a month (`2026-11`), from its first to its last. */
export function byDay(
  month: string,
  cells: readonly CostedCell[],
): readonly { readonly day: string; readonly total: UsageTotal }[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: days }, (_, index) => {
    const day = `${month}-${String(index + 1).padStart(2, '0')}`;
    return { day, total: sumOf(cells.filter((cell) => cell.day === day)) };
  });
}

/** The lines of the table, those with the most tokens first. */
export function byModelAndRole(cells: readonly CostedCell[]): readonly UsageLine[] {
  const groups = new Map<string, CostedCell[]>();
  for (const cell of cells) {
    const { modelId, model, host, isLocal, role } = cell;
    const key = JSON.stringify([modelId, model, host, isLocal, role]);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { modelId, model, host, isLocal, role } = first;
      return [{ modelId, model, host, isLocal, role, ...sumOf(group) }];
    })
    .sort((a, b) => b.promptTokens + b.answerTokens - a.promptTokens - a.answerTokens);
}

const COLUMNS = [
  'day',
  'modelId',
  'model',
  'host',
  'isLocal',
  'role',
  'requests',
  'estimatedRequests',
  'promptTokens',
  'cachedPromptTokens',
  'answerTokens',
  'cost',
] as const satisfies readonly (keyof CostedCell)[];

/** A month as CSV (RFC 4180), one line for each day, model and role. */
export function usageCsv(cells: readonly CostedCell[]): string {
  const lines = cells.map((cell) => COLUMNS.map((name) => csvField(String(cell[name] ?? ''))).join(','));
  return [COLUMNS.join(','), ...lines, ''].join('\r\n');
}

/** Spreadsheets run what begins with one of these signs (OWASP, "CSV Injection"), and a model's name may be anything. */
const FORMULA = /^[=+\-@\t\r]/;

function csvField(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
