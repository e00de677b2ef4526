import type { Token } from 'marked';
import { BlockRenderer } from './blockRenderer';
import { CodeBlock, type CodeBlockActions } from './codeBlock';
import { parseFenceInfo } from '../../core/text/fenceInfo';
import type { FrameQueue } from './frameQueue';

export interface MarkdownActions extends CodeBlockActions {
  readonly openLink: (url: string) => void;
  /** What stands for an image; `{0}` is its description. */
  readonly imageLabel: string;
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
  readonly #renderer: BlockRenderer;
  readonly #live = document.createElement('div');
  readonly #task = (deadline: number) => this.#work(deadline);
  /** Text that is not part of a finished block yet. */
  #rest = '';
  #code: OpenCode | undefined;
  /** The last block, which is still growing. */
  #liveToken: Token | undefined;
  #isEnded = false;
  #onEnded = () => {};

  constructor(
    private readonly queue: FrameQueue,
    private readonly actions: MarkdownActions,
  ) {
    this.#renderer = new BlockRenderer(actions.imageLabel);
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
      this.#onEnded();
    }
    return false;
  }

  /** Freezes every block that is followed by another one. False when there was none. */
  #takeBlocks(): boolean {
    const isWhole = this.#rest.length <= MAX_BLOCK;
    const text = isWhole ? this.#rest : this.#rest.slice(0, MAX_BLOCK);
    const tokens = this.#renderer.lex(text);
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
    for (const token of this.#renderer.lex(text.slice(0, end))) this.#freeze(token);
    return end;
  }

  #openCode(): void {
    const lineEnd = this.#rest.indexOf('\n');
    const line = lineEnd === -1 ? this.#rest : this.#rest.slice(0, lineEnd);
    const [, fence = '```', info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    const block = new CodeBlock(parseFenceInfo(info), this.actions);
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
    if (token && !isFence(token)) this.#live.replaceChildren(this.#render(token, false));
    else this.#live.replaceChildren();
  }

  #freeze(token: Token): void {
    this.element.insertBefore(this.#render(token, true), this.#live);
  }

  #render(token: Token, isFinal: boolean): DocumentFragment {
    const fragment = this.#renderer.render(token, isFinal);
    for (const pre of fragment.querySelectorAll<HTMLElement>('[data-fence]')) {
      const block = new CodeBlock(parseFenceInfo(pre.dataset['fence'] ?? ''), this.actions);
      block.append(pre.textContent);
      block.end();
      pre.replaceWith(block.element);
    }
    for (const link of fragment.querySelectorAll<HTMLElement>('[data-link]')) this.#activateLink(link);
    return fragment;
  }

  #activateLink(link: HTMLElement): void {
    const url = link.dataset['link'] ?? '';
    const open = () => this.actions.openLink(url);
    link.setAttribute('role', 'link');
    link.tabIndex = 0;
    link.title = url;
    link.addEventListener('click', open);
    link.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') open();
    });
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
