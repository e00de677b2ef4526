interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: object): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension host as a page in the editor area sees it. May be made once in the page's life. */
export class PageHost {
  readonly #api = acquireVsCodeApi();

  post(message: object): void {
    this.#api.postMessage(message);
  }

  /** What the page kept across being hidden. */
  get kept(): object {
    const state = this.#api.getState();
    return typeof state === 'object' && state !== null ? state : {};
  }

  keep(state: object): void {
    this.#api.setState(state);
  }
}

/** Calls `receive` with each message of the host that is of one of these types. */
export function listen<M extends { readonly type: string }>(
  types: readonly M['type'][],
  receive: (message: M) => void,
): void {
  addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('type' in data)) return;
    if (types.some((type) => type === data.type)) receive(data as M);
  });
}

/** Nothing on a page is a real link, and nothing that is dropped on it may replace it. */
export function refuseDrops(): void {
  for (const type of ['dragover', 'drop'] as const) addEventListener(type, (event) => event.preventDefault());
}
