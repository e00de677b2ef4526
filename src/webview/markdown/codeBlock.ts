import { createIcon, type IconName } from '../icons';
import type { FenceInfo } from '../../core/text/fenceInfo';
import { sanitize } from './blockRenderer';
import { highlight, languageName } from './highlight';
import { revealControls } from './revealControls';

/** What the buttons of a code block do, and their words. */
export interface CodeBlockActions {
  readonly copy: (code: string) => void;
  readonly insert: (code: string) => void;
  readonly words: {
    readonly copy: string;
    readonly copied: string;
    readonly insert: string;
    readonly code: string;
  };
}

/** Code that is still growing is coloured anew each frame, so only this much of it at a time. UTF-16 units. */
const LIVE_LENGTH = 3000;
/** A finished block up to this length is coloured once more as a whole, so that no seam between pieces is left. */
const WHOLE_LENGTH = 8000;
const COPIED_MS = 1500;

/** A code block that grows: what is finished is left alone, only its last piece is coloured again. */
export class CodeBlock {
  readonly element = document.createElement('div');
  readonly #pre = document.createElement('pre');
  #live = document.createElement('div');
  #liveText = '';
  #code = '';

  constructor(
    private readonly info: FenceInfo,
    private readonly actions: CodeBlockActions,
  ) {
    const name = info.language === '' ? actions.words.code : languageName(info.language);
    this.element.className = 'code-block';
    this.#pre.tabIndex = 0;
    this.#pre.dir = 'ltr';
    this.#pre.setAttribute('role', 'region');
    this.#pre.setAttribute('aria-label', info.path === undefined ? name : `${name}, ${info.path}`);
    this.element.append(this.#header(name), this.#pre);
    this.#startPiece();
  }

  /** Adds text. What it adds is shown by {@link render}. */
  append(text: string): void {
    this.#code += text;
    this.#liveText += text;
    while (this.#liveText.length > LIVE_LENGTH) {
      const cut = findSeam(this.#liveText);
      this.#fill(this.#liveText.slice(0, cut));
      this.#liveText = this.#liveText.slice(cut);
      this.#startPiece();
    }
  }

  /** Shows the last piece, with `partial`: the beginning of a line that is not appended yet. */
  render(partial = ''): void {
    this.#fill(this.#liveText + partial);
  }

  /** Ends the block. */
  end(): void {
    this.#code = this.#code.replace(/\n$/, '');
    if (this.#code.length > WHOLE_LENGTH) {
      this.render();
      return;
    }
    this.#pre.replaceChildren();
    this.#startPiece();
    this.#fill(this.#code);
  }

  #startPiece(): void {
    this.#live = document.createElement('div');
    this.#live.className = 'code-piece';
    this.#pre.append(this.#live);
  }

  #fill(text: string): void {
    const shown = revealControls(text);
    const html = highlight(shown, this.info.language);
    if (html === undefined) this.#live.textContent = shown;
    else this.#live.replaceChildren(sanitize(html));
  }

  #header(name: string): HTMLElement {
    const { words } = this.actions;
    const header = document.createElement('div');
    header.className = 'code-header';
    const language = document.createElement('span');
    language.className = 'code-language';
    language.textContent = revealControls(name);
    const path = document.createElement('span');
    path.className = 'code-path';
    path.dir = 'ltr';
    path.textContent = revealControls(this.info.path ?? '');
    path.title = path.textContent;
    const copy = iconButton('copy', words.copy, () => {
      this.actions.copy(this.#code);
      setIcon(copy, 'check', words.copied);
      setTimeout(() => setIcon(copy, 'copy', words.copy), COPIED_MS);
    });
    const insert = iconButton('insert', words.insert, () => this.actions.insert(this.#code));
    header.append(language, path, copy, insert);
    return header;
  }
}

function iconButton(icon: IconName, label: string, onClick: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'code-button';
  setIcon(button, icon, label);
  button.addEventListener('click', onClick);
  return button;
}

function setIcon(button: HTMLButtonElement, icon: IconName, label: string): void {
  button.title = label;
  button.ariaLabel = label;
  button.replaceChildren(createIcon(icon));
}

/**
 * Where to end a piece: before a line that starts at the margin after a blank one, since colouring starts afresh there;
 * else after any line; else, in a line without end, after what there is of it.
 */
function findSeam(text: string): number {
  const margin = /\n\n(?=\S)/g;
  let seam = 0;
  for (const match of text.matchAll(margin)) if (match.index < LIVE_LENGTH) seam = match.index + 2;
  if (seam > LIVE_LENGTH / 3) return seam;
  const line = text.lastIndexOf('\n', LIVE_LENGTH) + 1;
  return line > 0 ? line : text.length;
}
