import { signal } from '@preact/signals';
import type { Token, Tokens } from 'marked';
import { BlockBuilder } from './buildBlock';
import { CodeBlock, type CodeBlockActions } from './codeBlock';
import { parseFenceInfo } from '../../core/text/fenceInfo';
import type { FrameQueue } from './frameQueue';
import { lexMarkdown } from './lexMarkdown';

export interface MarkdownActions extends CodeBlockActions {
  readonly openLink: (url: string) => void;
  /** What stands for an image; `{0}` is its description. */
  readonly imageLabel: string;
  readonly tableLabel: string;
}

interface OpenTable {
  /** Its first two lines. */
  readonly head: string;
  readonly body: Element;
}

interface OpenCode {
  readonly block: CodeBlock;
  /** Matches the line that closes the fence. */
  readonly closing: RegExp;
}

/**
 * The most text that is looked at as one block, in UTF-16 units. A longer one is cut at a line or a space, so that the
 * cost of a frame does not depend on what the model writes: some texts cost the parser the square of their length.
 */
const MAX_BLOCK = 4000;

/**
 * Shows Markdown while it arrives. Finished blocks are rendered once and never touched again; only the last block is
 * rendered anew, at most once per frame.
 */
export class MarkdownView {
  readonly element = document.createElement('div');
  readonly #builder: BlockBuilder;
  /** Once the answer has ended: the code blocks of it that could be put into files. */
  readonly blocks = signal<readonly CodeBlock[]>([]);
  readonly #blocks: CodeBlock[] = [];
  readonly #live = document.createElement('div');
  readonly #task = (deadline: number) => this.#work(deadline);
  /** Text that is not part of a finished block yet. */
  #rest = '';
  #code: OpenCode | undefined;
  /** The last block, which is still growing. */
  #liveToken: Token | undefined;
  /** A table that was too long to be looked at as one: what its next rows are read with, and where they go. */
  #table: OpenTable | undefined;
  #isFreezing = false;
  #isEnded = false;
  #onEnded = () => {};

  constructor(
    private readonly queue: FrameQueue,
    private readonly actions: MarkdownActions,
  ) {
    this.#builder = new BlockBuilder({
      imageLabel: actions.imageLabel,
      tableLabel: actions.tableLabel,
      openLink: actions.openLink,
      openFile: actions.openFile,
      code: (info, text) => this.#nestedCode(info, text),
    });
    this.element.className = 'markdown';
    this.#live.className = 'markdown-live';
    this.element.append(this.#live);
  }

  append(text: string): void {
    this.#rest += text.replaceAll('\r', '');
    this.queue.schedule(this.#task);
  }

  /** Finishes the last block; resolves when everything is on the page. Nothing may be appended after it. */
  end(): Promise<void> {
    this.#isEnded = true;
    this.queue.schedule(this.#task);
    return new Promise((resolve) => (this.#onEnded = resolve));
  }

  /** The answer as a screen reader says it: code blocks are only named. */
  get spokenText(): string {
    return [...this.element.children]
      .map((block) => block.querySelector('pre[aria-label]')?.ariaLabel ?? block.textContent.trim())
      .join('\n');
  }

  /** Takes finished blocks off the rest until there are none or the time is up; true when there is more. */
  #work(deadline: number): boolean {
    while (this.#code ? this.#takeCode(this.#code) : this.#takeBlocks()) {
      if (performance.now() >= deadline) return true;
    }
    this.#renderLive();
    if (this.#isEnded) {
      this.#live.remove();
      this.blocks.value = this.#blocks.filter((block) => block.isApplicable && !block.isEmpty);
      this.#onEnded();
    }
    return false;
  }

  /** Freezes every block that is followed by another one. False when there was none. */
  #takeBlocks(): boolean {
    if (this.#table && this.#continueTable(this.#table)) return true;
    if (this.#table) {
      this.#liveToken = undefined;
      return false;
    }
    const isWhole = this.#rest.length <= MAX_BLOCK;
    const text = isWhole ? this.#rest : this.#rest.slice(0, MAX_BLOCK);
    const tokens = lexMarkdown(text);
    const last = tokens.findLastIndex((token) => token.type !== 'space');
    this.#liveToken = this.#isEnded ? undefined : tokens[last];
    let taken = 0;
    for (const [index, token] of tokens.entries()) {
      const isOver = index < last || (this.#isEnded && isWhole);
      if (isFence(token) && (isOver || token.raw.includes('\n'))) {
        this.#rest = this.#rest.slice(taken);
        this.#openCode();
        return true;
      }
      if (!isOver) break;
      this.#freeze(token);
      taken += token.raw.length;
    }
    if (taken === 0 && !isWhole) taken = this.#freezePart(text);
    this.#rest = this.#rest.slice(taken);
    return taken > 0;
  }

  /** Freezes the beginning of a block that is too long to be looked at as one; returns its length. */
  #freezePart(text: string): number {
    const end = text.lastIndexOf('\n') + 1 || text.lastIndexOf(' ') + 1 || wholeCharacters(text, text.length);
    const tokens = lexMarkdown(text.slice(0, end));
    for (const token of tokens) this.#freeze(token);
    const table = tokens.at(-1);
    const body = this.#live.previousElementSibling?.querySelector('tbody');
    if (table?.type === 'table' && body) {
      this.#table = { head: table.raw.split('\n').slice(0, 2).join('\n'), body };
    }
    return end;
  }

  /** Takes complete rows that go on a table whose beginning is frozen. False while none has arrived. */
  #continueTable({ head, body }: OpenTable): boolean {
    const isAll = this.#isEnded && this.#rest.length <= MAX_BLOCK;
    const text = isAll ? `${this.#rest}\n` : this.#rest.slice(0, MAX_BLOCK);
    const end = text.lastIndexOf('\n') + 1;
    const [rows = ''] = /^(?:[^\n]*\|[^\n]*\n)*/.exec(text.slice(0, end)) ?? [];
    if (rows !== '') {
      const [table] = lexMarkdown(`${head}\n${rows}`);
      if (table?.type === 'table') this.#builder.appendRows(body, table as Tokens.Table);
      this.#rest = this.#rest.slice(rows.length);
      return true;
    }
    // The beginning of a row may still be arriving; anything else ends the table.
    const isArriving = end === 0 && text.length < MAX_BLOCK;
    if (!isArriving) this.#table = undefined;
    return !isArriving;
  }

  #openCode(): void {
    const lineEnd = this.#rest.indexOf('\n');
    const line = lineEnd === -1 ? this.#rest : this.#rest.slice(0, lineEnd);
    const [, fence = '```', info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    const block = this.#newBlock(info);
    this.#code = { block, closing: new RegExp(`^ {0,3}${fence.charAt(0)}{${fence.length},}[ \\t]*$`) };
    this.#rest = lineEnd === -1 ? '' : this.#rest.slice(lineEnd + 1);
    this.#live.replaceChildren();
    this.element.insertBefore(block.element, this.#live);
  }

  /** Moves complete lines into the code block, up to its closing fence. False when there was none. */
  #takeCode({ block, closing }: OpenCode): boolean {
    const text = this.#rest.slice(0, MAX_BLOCK);
    let taken = 0;
    let isClosed = false;
    for (let end = text.indexOf('\n'); end !== -1 && !isClosed; end = text.indexOf('\n', taken)) {
      isClosed = closing.test(text.slice(taken, end));
      if (!isClosed) block.append(text.slice(taken, end + 1));
      taken = end + 1;
    }
    if (taken === 0 && text.length === MAX_BLOCK) {
      taken = wholeCharacters(text, MAX_BLOCK);
      block.append(text.slice(0, taken));
    } else if (taken === 0 && this.#isEnded) {
      isClosed = true;
      if (!closing.test(text)) block.append(text);
      taken = text.length;
    }
    this.#rest = this.#rest.slice(taken);
    if (isClosed) {
      block.end();
      this.#code = undefined;
    }
    return taken > 0;
  }

  #renderLive(): void {
    if (this.#code) {
      const mayBeFence = /^ {0,3}[`~]+$/.test(this.#rest);
      this.#code.block.render(mayBeFence ? '' : this.#rest);
      return;
    }
    const token = this.#liveToken;
    if (token && !isFence(token)) this.#live.replaceChildren(this.#builder.build(token, false));
    else this.#live.replaceChildren();
  }

  #freeze(token: Token): void {
    this.#isFreezing = true;
    this.element.insertBefore(this.#builder.build(token, true), this.#live);
    this.#isFreezing = false;
  }

  #newBlock(info: string): CodeBlock {
    const block = new CodeBlock(parseFenceInfo(info), this.actions);
    this.#blocks.push(block);
    return block;
  }

  /** Code in a list or a quote, or indented: it is there as a whole each time its block is made. */
  #nestedCode(info: string, text: string): HTMLElement {
    const block = this.#isFreezing ? this.#newBlock(info) : new CodeBlock(parseFenceInfo(info), this.actions);
    block.append(text);
    block.end();
    return block.element;
  }
}

/** Whether a top-level block is fenced code. Indented code is rendered as any other block. */
function isFence(token: Token): boolean {
  return token.type === 'code' && /^ {0,3}(?:`{3,}|~{3,})/.test(token.raw);
}

/** The largest length up to `length` that does not end between the two halves of a character. */
function wholeCharacters(text: string, length: number): number {
  const lastUnit = text.charCodeAt(length - 1);
  return lastUnit >= 0xd800 && lastUnit <= 0xdbff ? length - 1 : length;
}
