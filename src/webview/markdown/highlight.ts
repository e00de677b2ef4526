import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import lua from 'highlight.js/lib/languages/lua';
import makefile from 'highlight.js/lib/languages/makefile';
import markdown from 'highlight.js/lib/languages/markdown';
import php from 'highlight.js/lib/languages/php';
import powershell from 'highlight.js/lib/languages/powershell';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import scss from 'highlight.js/lib/languages/scss';
import sql from 'highlight.js/lib/languages/sql';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

const LANGUAGES = {
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  dockerfile,
  go,
  ini,
  java,
  javascript,
  json,
  kotlin,
  lua,
  makefile,
  markdown,
  php,
  powershell,
  python,
  ruby,
  rust,
  scss,
  sql,
  swift,
  typescript,
  xml,
  yaml,
};
for (const [name, definition] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, definition);
hljs.registerAliases(['jsonc', 'json5'], { languageName: 'json' });
hljs.registerAliases(['vue', 'svelte'], { languageName: 'xml' });

/** A line longer than this is not coloured: it is data, and colouring it would take longer than a frame. */
const MAX_LINE_LENGTH = 2000;

/** The language's name for people, for example `TypeScript`; the text itself when it is not known. */
export function languageName(language: string): string {
  const name = hljs.getLanguage(language)?.name;
  return name?.replace(/,.*$/, '') ?? language;
}

/** Code with its colours, as `span`s with `hljs-*` classes; plain text when the language is not known or it is data. */
export function highlight(code: string, language: string): Node {
  if (!hljs.getLanguage(language) || hasLongLine(code)) return document.createTextNode(code);
  return readSpans(hljs.highlight(code, { language, ignoreIllegals: true }).value);
}

/** Exactly what highlight.js writes: spans with classes, and text with five references. */
const PIECE = /<span class="([\w \-.]+)">|(<\/span>)|&(amp|lt|gt|quot|#x27);|([^<&]+|[<&])/g;
const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };

/** Makes elements of it without an HTML parser: anything that is not one of the pieces above becomes text. */
function readSpans(html: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let parent: Node = fragment;
  let text = '';
  const flush = () => {
    if (text !== '') parent.appendChild(document.createTextNode(text));
    text = '';
  };
  for (const [, classes, end, reference, plain] of html.matchAll(PIECE)) {
    if (classes !== undefined) {
      flush();
      const span = document.createElement('span');
      span.className = classes;
      parent = parent.appendChild(span);
    } else if (end !== undefined) {
      flush();
      parent = parent.parentNode ?? fragment;
    } else {
      text += reference === undefined ? (plain ?? '') : (CHARACTERS[reference] ?? '');
    }
  }
  flush();
  return fragment;
}

function hasLongLine(code: string): boolean {
  let start = 0;
  for (let end = code.indexOf('\n'); end !== -1; end = code.indexOf('\n', start)) {
    if (end - start > MAX_LINE_LENGTH) return true;
    start = end + 1;
  }
  return code.length - start > MAX_LINE_LENGTH;
}
