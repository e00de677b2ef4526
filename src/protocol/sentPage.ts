/** The messages between the page "What was sent" and the extension host. Types only. */
import type { RequestRole } from '../core/model/languageModel';
import type { SentEntryData } from './engine';

/** What the page shows of all that was sent. */
export interface SentFilter {
  /** Words that must all occur. */
  readonly query: string;
  readonly role?: RequestRole;
  readonly where?: 'local' | 'remote';
}

export type FromSentPage =
  | { readonly type: 'ready' }
  /** `ask` comes back with the answer, so that an answer to an older question is known. */
  | { readonly type: 'list'; readonly ask: number; readonly filter: SentFilter; readonly before?: string }
  | { readonly type: 'get'; readonly id: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'clear' };

export type ToSentPage =
  | { readonly type: 'strings'; readonly strings: SentStrings; readonly language: string }
  /** Newest first, each `body` empty. */
  | {
      readonly type: 'entries';
      readonly ask: number;
      readonly entries: readonly SentEntryData[];
      readonly more: boolean;
    }
  | { readonly type: 'entry'; readonly id: string; readonly entry: SentEntryData | null }
  /** Something was sent, or has ended. */
  | { readonly type: 'changed' }
  | { readonly type: 'cleared' }
  /** The engine could not be asked. */
  | { readonly type: 'failed'; readonly message: string };

/** The words of the page in the person's language. */
export interface SentStrings {
  readonly title: string;
  readonly search: string;
  readonly searchHint: string;
  readonly role: string;
  readonly allRoles: string;
  readonly roles: Readonly<Record<RequestRole, string>>;
  readonly where: string;
  readonly anywhere: string;
  readonly thisMachine: string;
  readonly otherMachine: string;
  readonly list: string;
  readonly details: string;
  readonly back: string;
  readonly clear: string;
  readonly copy: string;
  readonly copied: string;
  readonly raw: string;
  readonly showMore: string;
  readonly running: string;
  readonly ended: string;
  readonly cancelled: string;
  readonly cutOff: string;
  readonly failedAs: string;
  readonly tokensIn: string;
  readonly tokensOut: string;
  readonly estimated: string;
  readonly milliseconds: string;
  readonly oneMasked: string;
  readonly masked: string;
  readonly leftOut: string;
  readonly noBody: string;
  readonly gone: string;
  readonly nothingFound: string;
  readonly emptyTitle: string;
  readonly emptyBody: string;
  readonly neverSent: readonly string[];
  readonly loading: string;
  readonly count: string;
}
