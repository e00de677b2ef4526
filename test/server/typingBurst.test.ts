/** A burst of keys over stdio, against a model server that answers some requests at once and never ends the others. */
import { afterEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { type InlineCompletions, TestEngine } from '../support/engine';
import { FakeModelServer, type ReceivedRequest } from '../support/fakeModelServer';
import { infillWire } from '../support/modelWires';

const URI = 'file:///project/src/burst.ts';
const KEYS = 200;
/** Ten seconds for all keys. */
const GAP_MS = 50;
/** An answer that names the place it was made for and that no typed text agrees with: anywhere else it is stale. */
const answerFor = (prefixLength: number) => `zip${prefixLength}();`;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Counts the requests that the server holds open at one time. */
class OpenRequests {
  open = 0;
  most = 0;
  #last: Promise<void>[] = [];

  follow(request: ReceivedRequest): void {
    this.open++;
    this.most = Math.max(this.most, this.open);
    this.#last.push(
      request.closed.then(() => {
        this.open--;
      }),
    );
  }

  allClosed(): Promise<unknown> {
    return Promise.all(this.#last);
  }
}

describe('200 keys in ten seconds', () => {
  let engine: TestEngine | undefined;
  afterEach(() => engine?.stop());

  it('leave at most two requests in flight, abort the others at the socket and show nothing stale', async () => {
    const requests = new OpenRequests();
    await using server = await FakeModelServer.start((request, number) => {
      if (request.path !== '/infill') return { status: 404, contentType: 'application/json', body: '{}' };
      const { input_prefix } = JSON.parse(request.body) as { readonly input_prefix: string };
      const body = infillWire([answerFor(input_prefix.length)]);
      if (number % 2 === 0) return { body };
      // Nothing but an abort ends this one, which has said enough to disagree with what is typed.
      requests.follow(request);
      return { body, stopAt: body.indexOf('\n\n') + 2, ending: 'stall' };
    });
    engine = await TestEngine.start({
      folders: ['file:///project'],
      settings: {
        models: [
          { id: 'coder', provider: 'llamacpp', baseUrl: server.url, model: 'tiny', contextTokens: 8_192 },
        ],
        completion: { workspaceFirst: false, eagerness: 'high' },
      },
    });
    engine.open(URI, 'typescript', '\n');
    const text = 'const value = compute(left, right) + other[index].name;\n'.repeat(4).slice(0, KEYS);
    const shown: Promise<void>[] = [];
    const stale: string[] = [];
    let seen = 0;
    let typed = 0;
    const see = async (answer: Promise<InlineCompletions | null>, prefixLength: number) => {
      for (const { insertText } of (await answer) as readonly { readonly insertText: string }[]) {
        seen++;
        if (insertText !== answerFor(prefixLength)) stale.push(`${insertText} behind ${prefixLength}`);
      }
    };
    let position = { line: 0, character: 0 };
    let token = new CancellationTokenSource();
    for (const character of text) {
      // The editor withdraws its last request with each key and asks anew.
      token.cancel();
      token = new CancellationTokenSource();
      engine.change(URI, { start: position, end: position }, character);
      position =
        character === '\n'
          ? { line: position.line + 1, character: 0 }
          : { line: position.line, character: position.character + 1 };
      typed++;
      shown.push(see(engine.inlineCompletion(URI, position, token.token), typed));
      await pause(GAP_MS);
    }
    token.cancel();
    await Promise.all(shown);
    expect(stale).toEqual([]);
    expect(seen).toBeGreaterThan(0);
    expect(requests.most).toBeGreaterThan(0);
    expect(requests.most).toBeLessThanOrEqual(2);
    await requests.allClosed();
  }, 60_000);
});
