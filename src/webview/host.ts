import type { FromWebview } from '../protocol/webview';

/** What the page may keep across being hidden: the text that is typed and not sent yet. */
export interface PageState {
  readonly draft: string;
}

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): unknown;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension host as the page sees it. May be called once in the page's life. */
export class Host {
  readonly #api = acquireVsCodeApi();

  post(message: FromWebview): void {
    this.#api.postMessage(message);
  }

  get draft(): string {
    const state = this.#api.getState();
    const draft = typeof state === 'object' && state !== null && 'draft' in state ? state.draft : '';
    return typeof draft === 'string' ? draft : '';
  }

  saveDraft(draft: string): void {
    this.#api.setState({ draft });
  }
}
