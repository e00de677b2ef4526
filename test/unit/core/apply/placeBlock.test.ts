import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../src/core/apply/fileLines';
import { placeBlock } from '../../../../src/core/apply/placeBlock';
import type { RefusalReason } from '../../../../src/core/apply/placement';

interface Sample {
  readonly path?: string;
  readonly languageId?: string;
  readonly language?: string;
  readonly file: string;
  readonly block: string;
}

/** The file after the block, or why it was refused. */
function place({
  path = 'src/shop.ts',
  languageId = 'typescript',
  language = '',
  file,
  block,
}: Sample): string {
  const placement = placeBlock({ text: file, path, languageId }, { text: block, language });
  return placement.kind === 'refused' ? `refused: ${placement.reason}` : applyEdits(file, placement.edits);
}

const SHOP = `import { Order } from './order';
import { Shop } from './shop';

export function total(orders: Order[]): number {
  let sum = 0;
  for (const order of orders) {
    sum += order.price;
  }
  return sum;
}

export class Till {
  private open = false;

  start(): void {
    this.open = true;
  }

  stop(): void {
    this.open = false;
  }
}
`;

const NEW_TOTAL = `export function total(orders: Order[]): number {
  return orders.reduce((sum, order) => sum + order.price, 0);
}
`;

const WITH_NEW_TOTAL = SHOP.replace(/export function total[\s\S]*?\n\}\n/, () => NEW_TOTAL);

interface Row extends Partial<Sample> {
  readonly name: string;
  readonly block: string;
  readonly expected: string;
}

const ROWS: readonly Row[] = [
  { name: 'a whole function', block: NEW_TOTAL, expected: WITH_NEW_TOTAL },
  {
    name: 'a whole function, indented by the answer',
    block: NEW_TOTAL.replace(/^(?=.)/gm, '    '),
    expected: WITH_NEW_TOTAL,
  },
  {
    name: 'a function whose head changes too',
    block: NEW_TOTAL.replace('orders: Order[]', 'orders: readonly Order[], tax = 0'),
    expected: WITH_NEW_TOTAL.replace('orders: Order[]', 'orders: readonly Order[], tax = 0'),
  },
  {
    name: 'a new method before the end of a class, the rest left out',
    block:
      'export class Till {\n  // ...existing code...\n\n  isOpen(): boolean {\n    return this.open;\n  }\n}',
    expected: SHOP.replace(/\}\n$/, '\n  isOpen(): boolean {\n    return this.open;\n  }\n}\n'),
  },
  {
    name: 'a changed method, the rest left out on both sides',
    block:
      'export class Till {\n  // ... existing code ...\n  stop(): void {\n    this.open = false;\n    this.print();\n  }\n  // ... existing code ...\n}',
    expected: SHOP.replace('this.open = false;\n  }', 'this.open = false;\n    this.print();\n  }'),
  },
  {
    name: 'a new import before what is left out',
    block:
      "import { Order } from './order';\nimport { Receipt } from './receipt';\nimport { Shop } from './shop';\n\n// ... rest of the file unchanged ...",
    expected: SHOP.replace('import { Shop', "import { Receipt } from './receipt';\nimport { Shop"),
  },
  {
    name: 'imports alone, before what is left out',
    block: "import { Receipt } from './receipt';\n\n// ...existing code...",
    expected: SHOP.replace("'./shop';\n", "'./shop';\nimport { Receipt } from './receipt';\n"),
  },
  {
    name: 'lines with lines around them',
    block:
      '  let sum = 0;\n  for (const order of orders) {\n    sum += order.price * order.count;\n  }\n  return sum;',
    expected: SHOP.replace('order.price;', 'order.price * order.count;'),
  },
  {
    name: 'the whole file',
    block: SHOP.replace('private open', 'protected open'),
    expected: SHOP.replace('private open', 'protected open'),
  },
  {
    name: 'search and replace',
    block:
      '<<<<<<< SEARCH\n    sum += order.price;\n=======\n    sum += order.price * order.count;\n>>>>>>> REPLACE',
    expected: SHOP.replace('order.price;', 'order.price * order.count;'),
  },
  {
    name: 'search and replace without the indentation',
    block: '<<<<<<< SEARCH\nsum += order.price;\n=======\nsum += order.price * order.count;\n>>>>>>> REPLACE',
    expected: SHOP.replace('order.price;', 'order.price * order.count;'),
  },
  {
    name: 'a diff with wrong numbers and counts',
    block:
      '--- a/src/shop.ts\n+++ b/src/shop.ts\n@@ -90,2 +90,1 @@\n   for (const order of orders) {\n-    sum += order.price;\n+    sum += order.price * order.count;\n   }\n',
    expected: SHOP.replace('order.price;', 'order.price * order.count;'),
  },
  {
    name: 'a diff without numbers',
    block: '@@\n-    this.open = true;\n+    this.open = isMorning();\n',
    expected: SHOP.replace('this.open = true;', 'this.open = isMorning();'),
  },
  { name: 'code that is there already', block: SHOP, expected: 'refused: alreadyApplied' },
  {
    name: 'code that is like nothing in the file',
    block: 'SELECT name, colour\nFROM birds\nWHERE wings > 1;',
    expected: 'refused: notFound',
  },
  {
    name: 'a function that was cut off',
    block: 'export function total(orders: Order[]): number {\n  if (orders.length === 0) {\n    return 0;',
    expected: 'refused: incomplete',
  },
  {
    name: 'a search without its end',
    block: '<<<<<<< SEARCH\nlet sum = 0;',
    expected: 'refused: unreadable',
  },
];

describe('places', () => {
  it.each(ROWS)('$name', ({ expected, ...sample }) => {
    expect(place({ file: SHOP, ...sample })).toBe(expected);
  });
});

describe('leaves the file’s own form', () => {
  const windows = (text: string) => text.replaceAll('\n', '\r\n');

  it.each(ROWS.filter(({ expected }) => !expected.startsWith('refused')))(
    'with CRLF and a byte order mark: $name',
    ({ expected, block }) => {
      expect(place({ file: `\ufeff${windows(SHOP)}`, block })).toBe(`\ufeff${windows(expected)}`);
    },
  );

  it('without a line end at the end', () => {
    expect(place({ file: SHOP.trimEnd(), block: NEW_TOTAL })).toBe(WITH_NEW_TOTAL.trimEnd());
  });
});

describe('refuses rather than misplaces', () => {
  const twice =
    'function a() {\n  open();\n  log(1);\n  close();\n}\n\nfunction b() {\n  open();\n  log(1);\n  close();\n}\n';

  it.each<[string, string, string, RefusalReason]>([
    ['lines that stand there twice', twice, '  open();\n  log(2);\n  close();', 'ambiguous'],
    [
      'text to search for that stands there twice',
      twice,
      '<<<<<<< SEARCH\n  log(1);\n=======\n  log(2);\n>>>>>>> REPLACE',
      'ambiguous',
    ],
    ['a diff that fits twice', twice, '@@\n   open();\n-  log(1);\n+  log(2);\n   close();', 'ambiguous'],
  ])('%s', (_, file, block, reason) => {
    expect(place({ file, block })).toBe(`refused: ${reason}`);
  });

  it('but takes the function that the block names', () => {
    const block = 'function b() {\n  open();\n  log(2);\n  close();\n}';
    expect(place({ file: twice, block })).toBe(twice.replace(/log\(1\)(?!.*log)/s, 'log(2)'));
  });
});
