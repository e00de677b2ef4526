import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionPorts } from '../../../../src/core/completion/completionEngine';
import type { InlineCompletionRequest } from '../../../../src/core/completion/completionTypes';
import type { LanguageModel, ModelEvent, ModelRequest } from '../../../../src/core/model/languageModel';
import { type GatedModel, createGate } from '../../../../src/core/privacy/gate';
import { SentLog } from '../../../../src/core/privacy/sentLog';
import type { Clock } from '../../../../src/util/clock';
import { silentLogger } from '../../../../src/util/logger';

export const stillClock: Clock = { now: () => 0, wallTime: () => 0 };

/** What a completion path needs beside its model: everything is on, and time passes only in its timers. */
export const plainPorts = {
  settings: () => ({ isEnabled: true, inComments: true, inStrings: true, eagerness: 'medium' }),
  context: () => [],
  clock: stillClock,
  timer: {
    schedule(ms, callback) {
      const handle = setTimeout(callback, ms);
      return () => clearTimeout(handle);
    },
  },
  logger: silentLogger,
} as const satisfies Partial<CompletionPorts>;

/** A document and the cursor in it, which `█` marks. */
export function parseCursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('█');
  if (offset === -1) throw new Error('The text has no cursor █.');
  return { text: marked.replace('█', ''), offset };
}

/** A request at the `█` of a document. */
export function requestAt(
  marked: string,
  options: Partial<InlineCompletionRequest> & { readonly languageId?: string } = {},
): InlineCompletionRequest {
  const { text, offset } = parseCursor(marked);
  const { languageId = 'typescript', ...rest } = options;
  const document = TextDocument.create('file:///project/src/file', languageId, 1, text);
  return { document, offset, trigger: 'automatic', path: 'src/file', ...rest };
}

/** A model whose answers a test writes, with what it was asked and whether its stream was closed early. */
export interface ScriptedModel {
  readonly model: GatedModel;
  readonly requests: ModelRequest[];
  /** Text that was read out of the stream so far. */
  readonly read: () => string;
  readonly closedEarly: () => boolean;
  /** How many streams were read to their end. */
  readonly finished: () => number;
}

type Script = (
  request: ModelRequest,
  signal: AbortSignal,
) => Iterable<ModelEvent> | AsyncIterable<ModelEvent>;

/** A model that streams `script`: a text in pieces of four characters, or events of its own. */
export function scriptedModel(script: string | Script, contextTokens = 8_192): ScriptedModel {
  const requests: ModelRequest[] = [];
  let read = '';
  let closedEarly = false;
  let finishedStreams = 0;
  const model: LanguageModel = {
    identity: {
      id: 'scripted',
      provider: 'llamacpp',
      model: 'scripted-1b',
      host: '127.0.0.1:1',
      isLocal: true,
    },
    contextTokens,
    fimWires: ['infill'],
    restMs: () => 0,
    async *stream(request, { signal }) {
      requests.push(request);
      let finished = false;
      try {
        for await (const event of typeof script === 'string' ? inPieces(script) : script(request, signal)) {
          if (event.type === 'text') read += event.text;
          finished = event.type === 'finish';
          yield event;
        }
      } finally {
        closedEarly = !finished;
        if (finished) finishedStreams++;
      }
    },
    describe: async () => ({}),
  };
  const gate = createGate({ rules: [], log: new SentLog(), clock: stillClock });
  return {
    model: gate(model),
    requests,
    read: () => read,
    closedEarly: () => closedEarly,
    finished: () => finishedStreams,
  };
}

/** Events of an answer that is streamed `size` UTF-16 units at a time. */
export function* inPieces(text: string, size = 4): Generator<ModelEvent> {
  for (let index = 0; index < text.length; index += size)
    yield { type: 'text', text: text.slice(index, index + size) };
  yield { type: 'finish', reason: 'stop' };
}
