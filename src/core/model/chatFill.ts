/**
 * Completion by a model that only chats: one instruction, and the text for the hole out of the answer. Where the wire
 * lets the answer be begun for the model (prefill), it begins with the cursor's line, so that the model goes on from the
 * cursor instead of writing about it.
 */
import type { ChatMessage } from './chatMessages';
import type { ChatRequest, CompletionRequest, ModelEvent } from './languageModel';
import { unusedName } from './promptText';
import { defuseMarkers } from './specialTokens';

/** Tokens that the tags around the answer may take. */
const TAG_TOKENS = 16;

/** How a completion is asked for in a chat, and how its answer is read. */
export interface ChatFill {
  readonly request: ChatRequest;
  /** The events of the completion out of those of the chat's answer. Ends, and so closes the socket, at the end tag. */
  readonly read: (events: AsyncIterable<ModelEvent>) => AsyncGenerator<ModelEvent, void, undefined>;
}

/** @param canContinue whether the last message may be the beginning of the answer */
export function createChatFill(given: CompletionRequest, canContinue: boolean): ChatFill {
  const request = withoutSpecialTokens(given);
  const { prefix, suffix } = request;
  const line = prefix.slice(prefix.lastIndexOf('\n') + 1);
  const before = canContinue ? prefix.slice(0, prefix.length - line.length) : prefix;
  const tag = unusedName('fill', [prefix, suffix]);
  // Servers refuse, or tokenize badly, a beginning that ends in white space: the answer brings it again.
  const begun = canContinue ? line.trimEnd() : '';
  const start: FillStart = {
    open: `<${tag}>`,
    close: `</${tag}>`,
    begun: canContinue ? `<${tag}>${begun}` : undefined,
    repeated: repeatedBefore(line, begun),
  };
  const messages: ChatMessage[] = [
    { role: 'system', content: instruction(start) },
    { role: 'user', content: question(request, before) },
  ];
  if (start.begun !== undefined) messages.push({ role: 'assistant', content: start.begun });
  return {
    request: {
      kind: 'chat',
      messages,
      maxTokens: request.maxTokens + TAG_TOKENS,
      temperature: request.temperature ?? 0,
      stop: [...request.stop, start.close],
      reasoning: 'least',
      ...(canContinue && { continuesLast: true }),
    },
    read: (events) => readFill(events, start),
  };
}

/** Servers fill a chat into the model's own prompt, and some then read special tokens in the messages as such. */
function withoutSpecialTokens(request: CompletionRequest): CompletionRequest {
  const extra = request.extra.map((piece) => ({ ...piece, text: defuseMarkers(piece.text) }));
  const [prefix, suffix] = [defuseMarkers(request.prefix), defuseMarkers(request.suffix)];
  return { ...request, prefix, suffix, path: defuseMarkers(request.path), extra };
}

function instruction({ open, close }: FillStart): string {
  return [
    'You complete text in an editor. The user shows a file with one hole in it, where the cursor is.',
    `Answer with the text that replaces the hole, between ${open} and ${close}, and with nothing else: no explanation, no Markdown.`,
    'Do not repeat what stands before or after the hole. Keep the indentation and the style of the file.',
    'Finish the statement, or the block that it opens, and stop there.',
  ].join('\n');
}

function question({ path, languageId, suffix, extra }: CompletionRequest, before: string): string {
  const hole = `<${unusedName('HOLE', [before, suffix])}>`;
  const others = extra.map((piece) => `Part of ${piece.path}:\n${piece.text}\n\n`).join('');
  return `${others}The file ${path} (${languageId}), with the hole as ${hole}:\n${before}${hole}${suffix}`;
}

/** The white space before the cursor that an answer may begin with although it stands there already. */
function repeatedBefore(line: string, begun: string): string {
  if (line.trim() === '') return `\n${line}`;
  return begun === '' ? '' : line.slice(begun.length);
}

interface FillStart {
  /** The tags around the answer. */
  readonly open: string;
  readonly close: string;
  /** The beginning of the answer that was given to the model, where there was one. Some servers (Mistral) repeat it. */
  readonly begun: string | undefined;
  readonly repeated: string;
}

async function* readFill(
  events: AsyncIterable<ModelEvent>,
  start: FillStart,
): AsyncGenerator<ModelEvent, void, undefined> {
  const reader = new FillReader(start);
  for await (const event of events) {
    if (event.type === 'finish') {
      const rest = reader.finish();
      if (rest !== '') yield { type: 'text', text: rest };
      yield event;
    } else if (event.type === 'text') {
      const text = reader.add(event.text);
      if (text !== '') yield { type: 'text', text };
      if (!reader.isClosed) continue;
      yield { type: 'finish', reason: 'stop' };
      return;
    }
  }
}

/** Takes the text between the tags out of an answer while it streams. */
class FillReader {
  /** Text that came and was not given on: before the opening tag all of it, inside what may become the closing one. */
  #held = '';
  #isInside: boolean;
  #isAtStart = true;
  isClosed = false;

  constructor(private readonly start: FillStart) {
    this.#isInside = start.begun !== undefined;
  }

  /** Adds a piece of the answer; gives what of the text is sure to belong into the hole. */
  add(piece: string): string {
    this.#held += piece;
    this.#findOpening();
    if (!this.#isInside) return '';
    const end = this.#held.indexOf(this.start.close);
    this.isClosed = end !== -1;
    const sure = this.isClosed ? end : this.#held.length - lengthOfBegun(this.start.close, this.#held);
    return this.#isUndecided(sure) ? '' : this.#take(sure);
  }

  /** Whether the start may yet become the opening tag, or the white space that stands before the cursor. */
  #isUndecided(length: number): boolean {
    if (!this.#isAtStart || this.isClosed) return false;
    const { open, begun = open, repeated } = this.start;
    return begun.startsWith(this.#held) || length < repeated.length;
  }

  /** The rest at the end of the answer. An answer without tags is taken whole: later rules find the code in it. */
  finish(): string {
    return this.#take(this.#held.length);
  }

  /** A model that was given the opening tag may write it once more; one that was not may talk before it. */
  #findOpening(): void {
    const { open, begun } = this.start;
    if (this.#isAtStart && begun !== undefined) {
      // What may yet repeat the whole beginning is not to be taken for the tag alone.
      if (begun.startsWith(this.#held) && this.#held !== begun) return;
      if (this.#held.startsWith(begun)) this.#held = this.#held.slice(begun.length);
    }
    const start = this.#held.indexOf(open);
    const isOpening = start !== -1 && (!this.#isInside || (this.#isAtStart && start === 0));
    if (!isOpening) return;
    this.#held = this.#held.slice(start + open.length);
    this.#isInside = true;
  }

  #take(length: number): string {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    if (!this.#isAtStart || text === '') return text;
    this.#isAtStart = false;
    return withoutRepeated(text, this.start.repeated);
  }
}

/** Drops the white space at the start of an answer that stands before the cursor already, with its line break or not. */
function withoutRepeated(text: string, repeated: string): string {
  if (repeated !== '' && text.startsWith(repeated)) return text.slice(repeated.length);
  const indentation = repeated.replace('\n', '');
  if (indentation !== '' && text.startsWith(indentation)) return text.slice(indentation.length);
  return repeated.startsWith('\n') && text.startsWith('\n') ? text.slice(1) : text;
}

/** How much of the end of `text` (UTF-16 units) is a beginning of `tag`. */
function lengthOfBegun(tag: string, text: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length--)
    if (text.endsWith(tag.slice(0, length))) return length;
  return 0;
}
