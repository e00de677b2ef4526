/** Blocks made from a target by leaving out and re-indenting give the target, or are refused. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyEdits } from '../../../../src/core/apply/fileLines';
import { placeBlock } from '../../../../src/core/apply/placeBlock';

const NAMES = ['open', 'close', 'read', 'write', 'seek', 'flush', 'lock', 'count'] as const;
const STATEMENTS = [
  'this.log(1);',
  'const size = await this.stat();',
  'if (!size) return;',
  'this.total += size;',
] as const;

interface Method {
  readonly name: string;
  readonly body: readonly string[];
}

const method = (name: string): fc.Arbitrary<Method> =>
  fc
    .array(fc.tuple(fc.constantFrom(...STATEMENTS), fc.nat(99)), { minLength: 1, maxLength: 5 })
    .map((body) => ({ name, body: body.map(([text, number]) => text.replace('1', String(number))) }));

const methods = fc
  .shuffledSubarray([...NAMES], { minLength: 2 })
  .chain((names) => fc.tuple(...names.map(method)));

const methodLines = ({ name, body }: Method): string[] => [
  `  async ${name}(path) {`,
  ...body.map((line) => `    ${line}`),
  '  }',
];
const fileOf = (parts: readonly Method[]) =>
  [
    'export class File {',
    ...parts.flatMap((part, index) => [...(index > 0 ? [''] : []), ...methodLines(part)]),
    '}',
    '',
  ].join('\n');

/** What becomes of a file; undefined where the block was refused. */
function place(text: string, block: string): string | undefined {
  const placement = placeBlock(
    { text, path: 'file.js', languageId: 'javascript' },
    { text: block, language: 'js' },
  );
  return placement.kind === 'placed' ? applyEdits(text, placement.edits) : undefined;
}

const changed = methods.chain((parts) =>
  fc.tuple(fc.constant(parts), fc.nat(parts.length - 1), fc.constantFrom('', '    ', '\t'), fc.boolean()),
);

it('one changed method, with all others left out or alone, indented in any way', () => {
  fc.assert(
    fc.property(changed, ([parts, which, indent, isAlone]) => {
      const target = parts.map((part, index) =>
        index === which ? { ...part, body: [...part.body, 'await this.sync(path);'] } : part,
      );
      const own = methodLines(target[which] ?? { name: '', body: [] });
      const inClass = [
        'export class File {',
        '  // ...existing code...',
        ...own,
        '  // ...existing code...',
        '}',
      ];
      const block = (isAlone ? own : inClass).map((line) => indent + line).join('\n');
      expect([fileOf(target), undefined]).toContain(place(fileOf(parts), block));
    }),
  );
});

it('any text at all leaves either a file that can be told, or a refusal, and never throws', () => {
  const line = fc.constantFrom(
    '{',
    '}',
    '...',
    '// ...',
    '@@',
    '<<<<<<< SEARCH',
    '=======',
    '>>>>>>> REPLACE',
    '+ a',
    '- b',
    'a',
    '  async open(path) {',
    '',
    '\u202e',
    '`',
  );
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (file, block) => {
      const placement = placeBlock(
        { text: file, path: 'a.ts', languageId: 'typescript' },
        { text: block, language: '' },
      );
      if (placement.kind !== 'placed') return;
      const { edits } = placement;
      for (const [index, edit] of edits.entries()) {
        expect(edit.start).toBeGreaterThanOrEqual(edits[index - 1]?.end ?? 0);
        expect(edit.end).toBeLessThanOrEqual(file.length);
      }
    }),
  );
});

it('does not weigh more readings than can be, however many marks and equal lines there are', () => {
  const text = Array.from({ length: 20_000 }, (_, line) => (line % 3 > 0 ? `line ${line % 50};` : '}')).join(
    '\n',
  );
  const marks = Array.from({ length: 2_000 }, (_, line) => (line % 2 > 0 ? '// ...' : `line ${line % 49};`));
  expect(place(text, marks.join('\n'))).toBeUndefined();
  expect(place('}\n'.repeat(20_000), '}\nnext();\n}')).toBeUndefined();
});
