import type { Edit, Parser, Point, Tree } from '@vscode/tree-sitter-wasm';
import type { SyntaxParser } from '../../core/completion/syntax/syntaxParser';
import type { Disposable } from '../../util/disposable';

/**
 * Steps (100 operations of the parser each) after which a text is given up: code of a few kB takes fewer, and errors can
 * make it take seconds. Counted and not timed, so that the answer does not depend on how busy the machine is.
 */
const MOST_STEPS = 200;

/**
 * Parses one language with tree-sitter. The tree of the last text is kept, since the next text mostly differs from it
 * in a few lines; no other tree lives.
 */
export class TreeSitterParser implements SyntaxParser, Disposable {
  #text = '';
  #tree: Tree | null = null;

  constructor(private readonly parser: Parser) {}

  accepts(text: string): boolean {
    const last = this.#tree;
    const usable = last && !last.rootNode.hasError ? last : null;
    if (usable) usable.edit(describeEdit(this.#text, text));
    this.#tree = this.#parse(text, usable);
    last?.delete();
    this.#text = text;
    return this.#tree !== null && !this.#tree.rootNode.hasError;
  }

  #parse(text: string, previous: Tree | null): Tree | null {
    let steps = 0;
    const tree = this.parser.parse(text, previous, { progressCallback: () => ++steps > MOST_STEPS });
    // A parse that was stopped would go on with the next text.
    if (!tree) this.parser.reset();
    return tree;
  }

  dispose(): void {
    this.#tree?.delete();
    this.#tree = null;
    this.parser.delete();
  }
}

/** The one edit that makes `after` of `before`. */
function describeEdit(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < shorter - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same++;
  const oldEnd = before.length - same;
  const newEnd = after.length - same;
  return {
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: positionAt(after, start),
    oldEndPosition: positionAt(before, oldEnd),
    newEndPosition: positionAt(after, newEnd),
  };
}

function positionAt(text: string, index: number): Point {
  let row = 0;
  let lineStart = 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < index; end = text.indexOf('\n', end + 1)) {
    row++;
    lineStart = end + 1;
  }
  return { row, column: index - lineStart };
}
