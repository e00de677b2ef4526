import type { Token, Tokens } from 'marked';
import { decodeEntities } from './entities';
import type { FootnoteMarkToken, FootnoteToken, MathToken } from './lexMarkdown';
import { mathElement } from './mathElement';
import { revealControls } from './revealControls';
import { parseWorkspacePath, type WorkspacePath } from './workspacePath';

/** What a block needs from the page around it. */
export interface BlockParts {
  /** What stands for an image; `{0}` is its description. */
  readonly imageLabel: string;
  readonly tableLabel: string;
  readonly openLink: (url: string) => void;
  readonly openFile: (path: WorkspacePath) => void;
  /** A block of code, from what stands after its fence and its text. */
  readonly code: (info: string, text: string) => HTMLElement;
}

/** Deeper lists and quotes are shown as they were written: nobody reads them, and layout pays for each level. */
const MAX_DEPTH = 20;

/**
 * Makes the top-level blocks of one answer, in their order, as DOM. What a model wrote never meets an HTML parser: every
 * element is made here, by its name, and everything that the model wrote is text in it.
 */
export class BlockBuilder {
  /** The level of the last heading: the page's outline must not skip a level, whatever the model wrote. */
  #headingLevel = 2;
  #finalHeadingLevel = 2;
  #depth = 0;

  constructor(private readonly parts: BlockParts) {}

  /** @param isFinal false for a block that is still growing and will be made again. */
  build(token: Token, isFinal: boolean): DocumentFragment {
    this.#headingLevel = this.#finalHeadingLevel;
    this.#depth = 0;
    const fragment = document.createDocumentFragment();
    this.#block(fragment, token);
    if (isFinal) this.#finalHeadingLevel = this.#headingLevel;
    return fragment;
  }

  /** Further rows of a table that was too long to be read at once. */
  appendRows(body: Element, table: Tokens.Table): void {
    for (const cells of table.rows) body.append(this.#row(cells, 'td'));
  }

  #block(parent: Node, token: Token): void {
    if (this.#depth >= MAX_DEPTH) {
      append(parent, 'p', token.raw);
      return;
    }
    this.#depth++;
    switch (token.type) {
      case 'heading':
        this.#heading(parent, token as Tokens.Heading);
        break;
      case 'paragraph':
        this.#inline(append(parent, 'p'), token as Tokens.Paragraph);
        break;
      case 'text':
        this.#inline(parent, token as Tokens.Text);
        break;
      case 'code': {
        const { lang, text } = token as Tokens.Code;
        parent.appendChild(this.parts.code(lang ?? '', text));
        break;
      }
      case 'list':
        this.#list(parent, token as Tokens.List);
        break;
      case 'blockquote':
        this.#blocks(append(parent, 'blockquote'), (token as Tokens.Blockquote).tokens);
        break;
      case 'table':
        this.#table(parent, token as Tokens.Table);
        break;
      case 'hr':
        append(parent, 'hr');
        break;
      case 'html':
        this.#html(parent, token as Tokens.HTML);
        break;
      case 'math':
        this.#math(append(parent, 'p'), token as MathToken);
        break;
      case 'footnote': {
        const { label, tokens } = token as FootnoteToken;
        const note = append(parent, 'p');
        note.className = 'footnote-text';
        append(note, 'sup', label);
        note.append(' ');
        this.#inlineTokens(note, tokens);
        break;
      }
      case 'space':
      case 'def':
        break;
      default:
        this.#inlineToken(parent, token);
    }
    this.#depth--;
  }

  #blocks(parent: Node, tokens: readonly Token[]): void {
    for (const token of tokens) this.#block(parent, token);
  }

  #heading(parent: Node, { tokens, depth }: Tokens.Heading): void {
    this.#headingLevel = Math.min(depth + 2, this.#headingLevel + 1, 6);
    this.#inlineTokens(append(parent, `h${this.#headingLevel}`), tokens);
  }

  #list(parent: Node, { ordered, start, items }: Tokens.List): void {
    const list = append(parent, ordered ? 'ol' : 'ul');
    if (ordered && start !== '' && start !== 1) list.setAttribute('start', String(start));
    for (const { task, tokens } of items) {
      const item = append(list, 'li');
      if (task) item.className = 'task';
      for (const [index, token] of tokens.entries()) {
        // As text too, for copies and screen readers, one block is not run into the next.
        if (index > 0) item.append('\n');
        this.#block(item, token);
      }
      list.append('\n');
    }
  }

  #table(parent: Node, { header, rows }: Tokens.Table): void {
    const scroller = append(parent, 'div');
    scroller.className = 'table-scroller';
    scroller.tabIndex = 0;
    scroller.setAttribute('role', 'region');
    scroller.setAttribute('aria-label', this.parts.tableLabel);
    const table = append(scroller, 'table');
    append(table, 'thead').append(this.#row(header, 'th'));
    const body = append(table, 'tbody');
    for (const cells of rows) body.append(this.#row(cells, 'td'));
  }

  #row(cells: readonly Tokens.TableCell[], tag: 'th' | 'td'): HTMLElement {
    const row = document.createElement('tr');
    for (const { tokens, align } of cells) {
      const cell = append(row, tag);
      if (align) cell.setAttribute('align', align);
      this.#inlineTokens(cell, tokens);
      row.append('\n');
    }
    return row;
  }

  /** HTML is shown as it was written, apart from a line break, which tables need. */
  #html(parent: Node, { text, block }: Tokens.HTML): void {
    if (/^<br\s*\/?>\s*$/i.test(text)) append(parent, 'br');
    else if (block) append(parent, 'p', text.replace(/\n+$/, ''));
    else parent.appendChild(textNode(text));
  }

  #math(parent: Node, { text, raw, isDisplay, isOpen }: MathToken): void {
    const element = isOpen ? undefined : mathElement(text, isDisplay);
    if (element && isDisplay) {
      // A formula does not scroll by itself.
      const scroller = append(parent, 'span');
      scroller.className = 'math-scroller';
      scroller.tabIndex = 0;
      scroller.append(element);
    } else if (element) {
      const piece = append(parent, 'span');
      piece.className = 'math-piece';
      piece.append(element);
    } else append(parent, 'code', raw.trim());
  }

  #inline(parent: Node, token: Tokens.Paragraph | Tokens.Text): void {
    if (token.tokens) this.#inlineTokens(parent, token.tokens);
    else parent.appendChild(textNode(decodeEntities(token.text)));
  }

  #inlineTokens(parent: Node, tokens: readonly Token[]): void {
    if (this.#depth >= MAX_DEPTH) {
      parent.appendChild(textNode(tokens.map(({ raw }) => raw).join('')));
      return;
    }
    this.#depth++;
    for (const token of tokens) this.#inlineToken(parent, token);
    this.#depth--;
  }

  #inlineToken(parent: Node, token: Token): void {
    switch (token.type) {
      case 'strong':
      case 'em':
      case 'del':
        this.#inlineTokens(append(parent, token.type), (token as Tokens.Strong).tokens);
        return;
      case 'codespan':
        this.#codespan(parent, (token as Tokens.Codespan).text);
        return;
      case 'br':
        append(parent, 'br');
        return;
      case 'escape':
        parent.appendChild(textNode((token as Tokens.Escape).text));
        return;
      case 'link':
        this.#link(parent, token as Tokens.Link);
        return;
      case 'image': {
        const { href, text } = token as Tokens.Image;
        const label = this.parts.imageLabel.replace('{0}', () => text);
        this.#link(parent, { href, tokens: [{ type: 'escape', raw: label, text: label }] });
        return;
      }
      case 'checkbox':
        parent.appendChild(textNode((token as Tokens.Checkbox).checked ? '☑ ' : '☐ '));
        return;
      case 'html':
        this.#html(parent, token as Tokens.HTML);
        return;
      case 'math':
        this.#math(parent, token as MathToken);
        return;
      case 'footnoteMark':
        append(parent, 'sup', (token as FootnoteMarkToken).label);
        return;
      case 'text':
        this.#inline(parent, token as Tokens.Text);
        return;
      default:
        parent.appendChild(textNode(token.raw));
    }
  }

  #codespan(parent: Node, text: string): void {
    const code = append(parent, 'code', text);
    const path = parseWorkspacePath(text);
    if (path) activate(code, text, () => this.parts.openFile(path));
  }

  /** A link that names its host, unless its text is the address itself; plain text when it is not http or https. */
  #link(parent: Node, { href, tokens, autolink }: Pick<Tokens.Link, 'href' | 'tokens' | 'autolink'>): void {
    const address = autolink ? href : decodeEntities(href);
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
      this.#inlineTokens(parent, tokens);
      return;
    }
    const link = append(parent, 'span');
    this.#inlineTokens(link, tokens);
    if (link.textContent !== address) {
      append(link, 'span', ` (${url.host})`).className = 'link-host';
    }
    activate(link, url.href, () => this.parts.openLink(url.href));
  }
}

/** Makes something a link for mouse, keyboard and screen reader; there is no `href`, so nothing can be followed. */
function activate(element: HTMLElement, address: string, open: () => void): void {
  element.classList.add('link');
  element.setAttribute('role', 'link');
  element.tabIndex = 0;
  element.title = revealControls(address);
  element.addEventListener('click', open);
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') open();
  });
}

function append(parent: Node, tag: string, text?: string): HTMLElement {
  const element = document.createElement(tag);
  if (text !== undefined) element.append(textNode(text));
  parent.appendChild(element);
  return element;
}

function textNode(text: string): Text {
  return document.createTextNode(revealControls(text));
}
