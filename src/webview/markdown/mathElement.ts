import temml from 'temml';
import { revealControls } from './revealControls';

/** What formulas are made of: presentation MathML without anything that links, loads or runs. */
const ALLOWED_TAGS = new Set([
  ...['math', 'mrow', 'mi', 'mo', 'mn', 'ms', 'mtext', 'mspace', 'msup', 'msub', 'msubsup', 'mfrac', 'msqrt'],
  ...['mroot', 'mover', 'munder', 'munderover', 'mtable', 'mtr', 'mtd', 'mstyle', 'mpadded', 'mphantom'],
  ...['menclose', 'merror', 'mmultiscripts', 'mprescripts', 'none'],
]);
const ALLOWED_ATTRIBUTES = new Set([
  ...[
    'display',
    'displaystyle',
    'scriptlevel',
    'mathvariant',
    'stretchy',
    'fence',
    'separator',
    'form',
    'accent',
  ],
  ...[
    'accentunder',
    'movablelimits',
    'largeop',
    'symmetric',
    'minsize',
    'maxsize',
    'lspace',
    'rspace',
    'width',
  ],
  ...[
    'height',
    'depth',
    'voffset',
    'linethickness',
    'columnalign',
    'rowspacing',
    'columnspacing',
    'columnlines',
  ],
  ...['rowlines', 'columnspan', 'rowspan', 'notation', 'mathcolor', 'mathbackground', 'mathsize'],
]);
const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** A longer formula is shown as it was written. UTF-16 units. */
const MAX_LENGTH = 2000;
/** Elements of one formula; what a page lays out without being felt. */
const MAX_ELEMENTS = 3000;

/** The tree that Temml makes before there is any DOM. */
interface MathNode {
  readonly type?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly children?: readonly MathNode[];
}

/**
 * A formula as MathML, which the browser itself lays out: no fonts, no styles. Undefined for what is no formula, is too
 * large, or asks for more than formulas are made of.
 */
export function mathElement(tex: string, isDisplay: boolean): Element | undefined {
  if (tex.length > MAX_LENGTH) return undefined;
  try {
    const tree = temml.__renderToMathMLTree(tex, {
      displayMode: isDisplay,
      throwOnError: true,
      trust: false,
      strict: false,
      maxExpand: 200,
      maxSize: [20, 20],
      // A macro that one formula defines is not known to the next.
      macros: {},
    }) as MathNode;
    const budget = { elements: MAX_ELEMENTS };
    const node = build(tree, budget);
    return node instanceof Element ? node : undefined;
  } catch {
    // Not a formula, or one that is nested or expands without end.
    return undefined;
  }
}

function build(node: MathNode, budget: { elements: number }): Node {
  if (typeof node.text === 'string' && node.children === undefined) {
    return document.createTextNode(revealControls(node.text));
  }
  const isAllowed = node.type !== undefined && ALLOWED_TAGS.has(node.type);
  if (--budget.elements < 0) throw new RangeError('too many elements');
  const result = isAllowed ? document.createElementNS(MATHML, node.type) : document.createDocumentFragment();
  if (result instanceof Element) {
    for (const [name, value] of Object.entries(node.attributes ?? {})) {
      if (ALLOWED_ATTRIBUTES.has(name)) result.setAttribute(name, String(value));
    }
  }
  for (const child of node.children ?? []) result.append(build(child, budget));
  return result;
}
