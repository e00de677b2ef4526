import type { FenceInfo } from '../../core/text/fenceInfo';
import type { CodeBlockData } from '../../protocol/webview';
import { createIcon, type IconName } from '../icons';
import { highlight, languageName } from './highlight';
import { revealControls } from './revealControls';
import { parseWorkspacePath, type WorkspacePath } from './workspacePath';

/** What the buttons of a code block do, and their words. */
export interface CodeBlockActions {
  readonly copy: (code: string) => void;
  readonly insert: (code: string) => void;
  readonly apply: (block: CodeBlockData) => void;
  readonly newFile: (block: CodeBlockData) => void;
  readonly insertInTerminal: (code: string) => void;
  readonly openFile: (path: WorkspacePath) => void;
  readonly words: CodeBlockWords;
}

export interface CodeBlockWords {
  readonly copy: string;
  readonly copied: string;
  readonly insert: string;
  readonly apply: string;
  readonly newFile: string;
  readonly terminal: string;
  readonly wrap: string;
  readonly code: string;
  readonly codeActions: string;
  /** Stands before a diagram's source, which is not drawn. */
  readonly diagramNote: string;
}

/** Code that is still growing is coloured anew each frame, so only this much of it at a time. UTF-16 units. */
const LIVE_LENGTH = 3000;
/** A finished block up to this length is coloured once more as a whole, so that no seam between pieces is left. */
const WHOLE_LENGTH = 8000;
const COPIED_MS = 1500;
const SHELLS =
  /^(?:bash|sh|shell|zsh|fish|console|shellsession|powershell|pwsh|ps1?|bat|batch|cmd|terminal)$/;
const DIAGRAMS = /^(?:mermaid|plantuml|puml|dot|graphviz|d2)$/;

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
    if (DIAGRAMS.test(info.language)) this.element.append(diagramNote(actions.words.diagramNote));
    this.#startPiece();
  }

  get isEmpty(): boolean {
    return this.#code.trim() === '';
  }

  /** The block as a person would apply it. */
  get data(): CodeBlockData {
    const { language, path } = this.info;
    return { text: this.#code, language, ...(path !== undefined && { path }) };
  }

  /** Whether it is something to be put into a file. */
  get isApplicable(): boolean {
    return !SHELLS.test(this.info.language) && !DIAGRAMS.test(this.info.language);
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
    this.#live.replaceChildren(highlight(revealControls(text), this.info.language));
  }

  #header(name: string): HTMLElement {
    const header = document.createElement('div');
    header.className = 'code-header';
    const language = document.createElement('span');
    language.className = 'code-language';
    language.textContent = revealControls(name);
    header.append(language, this.#path(), this.#toolbar());
    return header;
  }

  #path(): HTMLElement {
    const { path = '' } = this.info;
    const place = parseWorkspacePath(path);
    const element = document.createElement(place ? 'button' : 'span');
    element.className = 'code-path';
    element.dir = 'ltr';
    element.textContent = revealControls(path);
    element.title = element.textContent;
    if (place) element.addEventListener('click', () => this.actions.openFile(place));
    return element;
  }

  #toolbar(): HTMLElement {
    const { words } = this.actions;
    const toolbar = document.createElement('div');
    toolbar.className = 'code-toolbar';
    toolbar.setAttribute('role', 'toolbar');
    toolbar.ariaLabel = words.codeActions;
    const copy = iconButton('copy', words.copy, () => {
      this.actions.copy(this.#code);
      setIcon(copy, 'check', words.copied);
      setTimeout(() => setIcon(copy, 'copy', words.copy), COPIED_MS);
    });
    const wrap = iconButton('wrap', words.wrap, () => {
      wrap.ariaPressed = String(this.element.classList.toggle('code-wrapped'));
    });
    wrap.ariaPressed = 'false';
    const isShell = SHELLS.test(this.info.language);
    toolbar.append(
      copy,
      ...(isShell
        ? [
            iconButton('terminal', words.terminal, () =>
              this.actions.insertInTerminal(withoutPrompts(this.#code)),
            ),
          ]
        : []),
      ...(this.isApplicable
        ? [
            iconButton('apply', words.apply, () => this.actions.apply(this.data)),
            iconButton('insert', words.insert, () => this.actions.insert(this.#code)),
            iconButton('newFile', words.newFile, () => this.actions.newFile(this.data)),
          ]
        : []),
      wrap,
    );
    for (const [index, button] of [...toolbar.children].entries()) {
      if (index > 0 && button instanceof HTMLElement) button.tabIndex = -1;
    }
    return toolbar;
  }
}

function diagramNote(words: string): HTMLElement {
  const note = document.createElement('p');
  note.className = 'code-note';
  note.textContent = words;
  return note;
}

/** A console session without the prompts before its commands, so that what is inserted is what is run. */
function withoutPrompts(code: string): string {
  const lines = code.split('\n');
  const commands = lines.filter((line) => /^\$ \S/.test(line));
  return commands.length > 0 ? commands.map((line) => line.slice(2)).join('\n') : code;
}

function iconButton(icon: IconName, label: string, onClick: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'tool';
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
