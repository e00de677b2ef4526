import type { UsageCell } from './usageCells';

/** What a model costs, for a million tokens each, in the currency that the person's prices are in. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  /** For the tokens of a prompt that the server had in its cache; `input` where it is absent. */
  readonly cachedInput?: number;
}

/** Prices by the id of a model's settings entry, or by the model's name. */
export type Prices = Readonly<Record<string, ModelPrice>>;

const MILLION = 1_000_000;

/**
 * What tokens cost: 0 on this machine, undefined for a model without a price. There are no prices but the person's
 * own: a price that is out of date would be worse than none.
 */
export function costOf(
  used: Pick<
    UsageCell,
    'modelId' | 'model' | 'isLocal' | 'promptTokens' | 'cachedPromptTokens' | 'answerTokens'
  >,
  prices: Prices,
): number | undefined {
  if (used.isLocal) return 0;
  const price = priceOf(used, prices);
  if (!price) return undefined;
  const cached = Math.min(used.cachedPromptTokens, used.promptTokens);
  const input = (used.promptTokens - cached) * price.input + cached * (price.cachedInput ?? price.input);
  return (input + used.answerTokens * price.output) / MILLION;
}

/** Whether asking a model costs money, as far as the person's prices say. */
export function isPriced(model: Pick<UsageCell, 'modelId' | 'model' | 'isLocal'>, prices: Prices): boolean {
  return !model.isLocal && priceOf(model, prices) !== undefined;
}

/** What all of it cost, as far as there are prices. */
export function totalCost(cells: readonly UsageCell[], prices: Prices): number {
  return cells.reduce((sum, cell) => sum + (costOf(cell, prices) ?? 0), 0);
}

function priceOf(
  { modelId, model }: Pick<UsageCell, 'modelId' | 'model'>,
  prices: Prices,
): ModelPrice | undefined {
  const name = [modelId, model].find((candidate) => Object.hasOwn(prices, candidate));
  return name === undefined ? undefined : prices[name];
}

/** Reads the setting with the prices; what is not usable is left out and named in words. */
export function parsePrices(raw: unknown): { readonly value: Prices; readonly problems: readonly string[] } {
  if (!isRecord(raw)) return { value: {}, problems: ['expected a map from model to prices'] };
  const problems: string[] = [];
  const prices: [string, ModelPrice][] = [];
  for (const [name, price] of Object.entries(raw)) {
    if (isModelPrice(price)) prices.push([name, price]);
    else problems.push(`${name}: expected {"input", "output", "cachedInput"} as numbers from 0`);
  }
  return { value: Object.fromEntries(prices), problems };
}

function isModelPrice(value: unknown): value is ModelPrice {
  if (!isRecord(value)) return false;
  const { input, output, cachedInput } = value;
  return isAmount(input) && isAmount(output) && (cachedInput === undefined || isAmount(cachedInput));
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
