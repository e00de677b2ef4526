import { modelLabel } from '../../core/model/languageModel';
import type { CheckItem, ModelCheckData, ModelsCheckResult } from '../../protocol/engine';

/** The words of the page, translated by the caller. */
export interface CheckWords {
  readonly title: string;
  /** Says when it was checked. */
  readonly introduction: string;
  readonly noModels: string;
  /** The sum of it, given the models that have a problem, each as `model @ host`. */
  readonly summary: (troubled: readonly string[]) => string;
  readonly settingsProblems: string;
  readonly checks: Readonly<Record<CheckItem['name'], string>>;
  readonly states: Readonly<Record<CheckItem['state'], string>>;
  readonly usedFor: (roles: ModelCheckData['roles']) => string;
  readonly columns: {
    readonly check: string;
    readonly found: string;
    readonly next: string;
    readonly time: string;
  };
  /** Milliseconds to the first text, and to the end. */
  readonly times: (firstTokenMs: number, durationMs: number) => string;
}

/** Renders what the check found as Markdown: a table for each model, with what to do beside each failure. */
export function renderCheck({ models, problems }: ModelsCheckResult, words: CheckWords): string {
  const parts = [`# ${words.title}`, '', words.introduction, ''];
  if (models.length === 0) parts.push(words.noModels, '');
  else parts.push(`**${words.summary(models.filter(hasProblem).map(nameOf))}**`, '');
  for (const model of models) parts.push(...renderModel(model, words), '');
  if (problems.length > 0) parts.push(`## ${words.settingsProblems}`, '');
  for (const problem of problems) parts.push(`* ${plain(problem)}`);
  return `${parts.join('\n').trimEnd()}\n`;
}

function renderModel(data: ModelCheckData, words: CheckWords): string[] {
  const { check, found, next, time } = words.columns;
  // A column for what to do only where there is something to do: the table is narrow as it is.
  const hasFix = data.checks.some(({ fix }) => fix !== undefined);
  const titles = ['', check, found, ...(hasFix ? [next] : []), time];
  return [
    `## ${nameOf(data)}`,
    '',
    words.usedFor(data.roles),
    '',
    row(titles),
    row(titles.map(() => '---')),
    ...data.checks.map((item) => renderItem(item, words, hasFix)),
  ];
}

function nameOf({ model }: ModelCheckData): string {
  return `${plain(modelLabel(model))} @ ${plain(model.host)}`;
}

function hasProblem({ checks }: ModelCheckData): boolean {
  return checks.some(isProblem);
}

function isProblem({ state }: CheckItem): boolean {
  return state === 'warning' || state === 'failed';
}

/** None after which a line may break: the word belongs to it. */
const MARKS: Readonly<Record<CheckItem['state'], string>> = {
  ok: '✓',
  warning: '⚠',
  failed: '✗',
  skipped: '○',
};

function renderItem(item: CheckItem, words: CheckWords, hasFix: boolean): string {
  // A mark alone says nothing to a screen reader, or without colours.
  const state = `${MARKS[item.state]}\u00a0${words.states[item.state]}`;
  return row([
    isProblem(item) ? `**${state}**` : state,
    words.checks[item.name],
    plain(item.message),
    ...(hasFix ? [plain(item.fix ?? '')] : []),
    renderTimes(item, words),
  ]);
}

function renderTimes({ firstTokenMs, durationMs }: CheckItem, words: CheckWords): string {
  if (durationMs === undefined) return '';
  return firstTokenMs === undefined
    ? `${Math.round(durationMs)} ms`
    : words.times(Math.round(firstTokenMs), Math.round(durationMs));
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Text of servers and settings as nothing but text: no markup, no link, one line. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>()#+!|~&]/g, '\\$&');
}
