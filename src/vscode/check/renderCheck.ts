import { modelLabel } from '../../core/model/languageModel';
import type { CheckItem, ModelCheckData, ModelsCheckResult } from '../../protocol/engine';

/** The words of the page, translated by the caller. */
export interface CheckWords {
  readonly title: string;
  /** Says when it was checked. */
  readonly introduction: string;
  readonly noModels: string;
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
  for (const model of models) parts.push(...renderModel(model, words), '');
  if (problems.length > 0) parts.push(`## ${words.settingsProblems}`, '');
  for (const problem of problems) parts.push(`* ${plain(problem)}`);
  return `${parts.join('\n').trimEnd()}\n`;
}

function renderModel({ model, roles, checks }: ModelCheckData, words: CheckWords): string[] {
  const { check, found, next, time } = words.columns;
  return [
    `## ${plain(modelLabel(model))} @ ${plain(model.host)}`,
    '',
    words.usedFor(roles),
    '',
    row(['', check, found, next, time]),
    row([':-:', '---', '---', '---', '---']),
    ...checks.map((item) => renderItem(item, words)),
  ];
}

const MARKS: Readonly<Record<CheckItem['state'], string>> = {
  ok: '✓',
  warning: '⚠',
  failed: '✗',
  skipped: '–',
};

function renderItem(item: CheckItem, words: CheckWords): string {
  // A mark alone says nothing to a screen reader, or without colours.
  const name = item.state === 'ok' ? words.checks[item.name] : `**${words.checks[item.name]}**`;
  return row([
    `${MARKS[item.state]} ${words.states[item.state]}`,
    name,
    plain(item.message),
    plain(item.fix ?? ''),
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
