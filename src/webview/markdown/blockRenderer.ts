import DOMPurify from 'dompurify';
import { Marked, type RendererObject, type Token } from 'marked';
import { revealControls } from './revealControls';

/** Everything a model may put on the page. There is no `src` and no `href`: nothing can be loaded or followed. */
const ALLOWED_TAGS = [
  ...['p', 'br', 'hr', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'pre', 'code', 'span'],
  ...['strong', 'em', 'del', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
];
const ALLOWED_ATTR = ['start', 'align', 'data-link', 'data-fence', 'class'];

/** Renders the top-level blocks of one answer, in their order, as sanitised DOM. */
export class BlockRenderer {
  readonly #marked: Marked;
  /** The level of the last heading: the page's outline must not skip a level, whatever the model wrote. */
  #headingLevel = 2;
  #finalHeadingLevel = 2;

  /** @param imageLabel what stands for an image; `{0}` is its description. */
  constructor(imageLabel: string) {
    this.#marked = new Marked({ gfm: true, renderer: this.#renderer(imageLabel) });
  }

  /** Splits Markdown into its top-level blocks. Text that is nested deeper than the parser can go is one plain block. */
  lex(text: string): Token[] {
    try {
      return this.#marked.lexer(text);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return [{ type: 'html', block: true, pre: false, raw: text, text }];
    }
  }

  /**
   * Links carry their address in `data-link`, fenced code inside of lists and quotes its fence in `data-fence`.
   * @param isFinal false for a block that is still growing and will be rendered again.
   */
  render(token: Token, isFinal: boolean): DocumentFragment {
    this.#headingLevel = this.#finalHeadingLevel;
    const fragment = sanitize(this.#marked.parser([token]));
    if (isFinal) this.#finalHeadingLevel = this.#headingLevel;
    revealInText(fragment);
    return fragment;
  }

  #renderer(imageLabel: string): RendererObject {
    const nextHeadingLevel = (depth: number) => {
      this.#headingLevel = Math.min(depth + 2, this.#headingLevel + 1, 6);
      return this.#headingLevel;
    };
    return {
      html(token) {
        if (/^<br\s*\/?>\s*$/i.test(token.text)) return '<br>';
        return token.block ? `<p>${escapeHtml(token.text)}</p>` : escapeHtml(token.text);
      },
      text(token) {
        return 'tokens' in token && token.tokens
          ? this.parser.parseInline(token.tokens)
          : escapeText(token.text);
      },
      codespan: ({ text }) => `<code>${escapeHtml(text)}</code>`,
      heading({ tokens, depth }) {
        const tag = `h${nextHeadingLevel(depth)}`;
        return `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`;
      },
      code: ({ text, lang }) => `<pre data-fence="${escapeHtml(lang ?? '')}">${escapeHtml(text)}</pre>`,
      link({ href, tokens }) {
        return linkHtml(href, this.parser.parseInline(tokens));
      },
      image: ({ href, text }) => linkHtml(href, escapeHtml(imageLabel.replace('{0}', text))),
      checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
    };
  }
}

/** Turns HTML into DOM that holds nothing but allowed elements and attributes. */
export function sanitize(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS,
    ALLOWED_ATTR,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}

/** A link that names its host, unless its text is the address itself; plain text when it is not http or https. */
function linkHtml(href: string, label: string): string {
  const url = URL.canParse(href) ? new URL(href) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return label;
  const isAddress = label === escapeText(href);
  const host = isAddress ? '' : `<span class="link-host"> (${escapeHtml(url.host)})</span>`;
  return `<span data-link="${escapeHtml(url.href)}">${label}${host}</span>`;
}

function revealInText(fragment: DocumentFragment): void {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue ?? '';
    const revealed = revealControls(text);
    if (revealed !== text) node.nodeValue = revealed;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Markdown text may hold character references (`&amp;`), which stay; everything else becomes plain text. */
function escapeText(text: string): string {
  return text.replace(/[<>"']|&(?!(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|\w{2,31});)/g, (character) =>
    escapeHtml(character),
  );
}
