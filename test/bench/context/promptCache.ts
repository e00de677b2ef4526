/** How much of a prompt is as it was at the key before, which a server with a prefix cache need not read again. */
import { CompletionContext } from '../../../src/core/completion/context/completionContext';
import type { ContextPiece } from '../../../src/core/model/languageModel';
import { Typing } from './cost';
import type { ProjectFile } from './projects';

/** Keys that are typed; the first is the cursor's arrival and does not count. */
const KEYS = 51;

interface Prompt {
  readonly extra: readonly ContextPiece[];
  readonly prefix: string;
  readonly suffix: string;
}

/** What is asked for each key when somebody types in the first file. */
export interface TypedPrompts {
  /** As Fairwind asks. */
  readonly kept: readonly Prompt[];
  /** With the pieces chosen anew for each key, as without a memory of what was sent. */
  readonly anew: readonly Prompt[];
}

export function typePrompts(files: readonly ProjectFile[], typed: string, budget: number): TypedPrompts {
  const [file] = files;
  if (!file) throw new Error('There is no file to type in.');
  const { uri, languageId } = file;
  const typing = new Typing(file);
  const context = openAll(files);
  const kept: Prompt[] = [];
  const anew: Prompt[] = [];
  for (const key of typed.slice(0, KEYS)) {
    context.edit(uri, typing.type(key));
    const window = typing.window();
    const request = { uri, languageId, cursor: typing.cursor, window, budget };
    kept.push({ extra: context.piecesFor(request), prefix: window.prefix, suffix: window.suffix });
    const withoutMemory = openAll([{ ...file, lines: typing.lines }, ...files.slice(1)]);
    anew.push({ extra: withoutMemory.piecesFor(request), prefix: window.prefix, suffix: window.suffix });
  }
  return { kept, anew };
}

function openAll(files: readonly ProjectFile[]): CompletionContext {
  const context = new CompletionContext();
  for (const file of files) context.open(file, file.lines);
  return context;
}

/** The share of each prompt that the one before begins with too, in the order of `/infill`; one entry for each key. */
export function sharedShares(prompts: readonly Prompt[]): number[] {
  const texts = prompts.map(({ extra, prefix, suffix }) =>
    [...extra.map(({ path, text }) => `${path}\n${text}\n`), prefix, suffix].join(''),
  );
  return texts.slice(1).map((text, at) => sharedLength(text, texts[at] ?? '') / text.length);
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Asks a real llama-server each prompt in turn. Returns the share of prompt tokens that it took from its cache. */
export async function cachedShares(prompts: readonly Prompt[], baseUrl: string): Promise<number[]> {
  const shares: number[] = [];
  for (const { extra, prefix, suffix } of prompts) {
    const response = await fetch(`${baseUrl}/infill`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        input_extra: extra.map(({ path, text }) => ({ filename: path, text })),
        input_prefix: prefix,
        input_suffix: suffix,
        n_predict: 1,
        cache_prompt: true,
      }),
    });
    const { timings } = (await response.json()) as { timings: { prompt_n: number; cache_n: number } };
    shares.push(timings.cache_n / (timings.cache_n + timings.prompt_n));
  }
  return shares.slice(1);
}
