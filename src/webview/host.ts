import type { FromWebview } from '../protocol/webview';

/** What the page may keep across being hidden: the texts that are typed and not sent yet, by conversation. */
export interface PageState {
  readonly drafts: Readonly<Record<string, string>>;
}

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): unknown;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Conversations whose drafts are kept. */
const MAX_DRAFTS = 50;

/** The extension host as the page sees it. May be called once in the page's life. */
export class Host {
  readonly #api = acquireVsCodeApi();
  readonly #drafts = readDrafts(this.#api.getState());

  post(message: FromWebview): void {
    this.#api.postMessage(message);
  }

  /** @param conversation its id; empty for a new one. */
  draft(conversation: string): string {
    return this.#drafts.get(conversation) ?? '';
  }

  saveDraft(conversation: string, draft: string): void {
    this.#drafts.delete(conversation);
    if (draft !== '') this.#drafts.set(conversation, draft);
    for (const oldest of this.#drafts.keys()) {
      if (this.#drafts.size <= MAX_DRAFTS) break;
      this.#drafts.delete(oldest);
    }
    this.#api.setState({ drafts: Object.fromEntries(this.#drafts) });
  }
}

function readDrafts(state: unknown): Map<string, string> {
  const drafts = typeof state === 'object' && state !== null && 'drafts' in state ? state.drafts : undefined;
  if (typeof drafts !== 'object' || drafts === null) return new Map();
  return new Map(
    Object.entries(drafts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
