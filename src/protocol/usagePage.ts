/** The messages between the page "Usage and cost" and the extension host. Types only. */
import type { RequestRole } from '../core/model/languageModel';
import type { UsageMonthResult } from './engine';

export type FromUsagePage =
  | { readonly type: 'ready' }
  | { readonly type: 'month'; readonly month: string }
  | { readonly type: 'export' }
  | { readonly type: 'setPrices' }
  | { readonly type: 'setLimit' };

export type ToUsagePage =
  | { readonly type: 'strings'; readonly strings: UsageStrings; readonly language: string }
  | { readonly type: 'usage'; readonly usage: UsageMonthResult }
  | { readonly type: 'failed'; readonly message: string };

/** The words of the page in the person's language. */
export interface UsageStrings {
  readonly title: string;
  readonly month: string;
  readonly measure: string;
  readonly tokens: string;
  readonly cost: string;
  readonly exportCsv: string;
  readonly setPrices: string;
  readonly setLimit: string;
  readonly chart: string;
  readonly dayTokens: string;
  readonly dayCost: string;
  readonly tokensIn: string;
  readonly tokensOut: string;
  readonly model: string;
  readonly role: string;
  readonly roles: Readonly<Record<RequestRole, string>>;
  readonly requests: string;
  readonly cached: string;
  readonly table: string;
  readonly total: string;
  readonly thisMachine: string;
  readonly otherMachine: string;
  readonly noPrice: string;
  readonly free: string;
  readonly estimated: string;
  readonly estimatedNote: string;
  readonly unpriced: string;
  readonly ofLimit: string;
  readonly noLimit: string;
  readonly empty: string;
  readonly noText: string;
}
