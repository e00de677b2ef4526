import { expect, it } from 'vitest';
import type { DefinitionPlace } from '../../../src/protocol/engine';
import { type LanguageServers, lookUpDefinitions } from '../../../src/vscode/inline/definitionLookup';

const DOCUMENT = 'file:///w/a.ts';
const OTHER: DefinitionPlace = { uri: 'file:///w/b.ts', line: 4 };
const LOCAL: DefinitionPlace = { uri: DOCUMENT, line: 1 };
const POSITIONS = [
  { line: 0, character: 3 },
  { line: 0, character: 9 },
];

function servers(
  definitions: readonly DefinitionPlace[],
  types: readonly DefinitionPlace[] = [],
): LanguageServers & { asked: number; version: number } {
  return {
    asked: 0,
    version: 7,
    versionOf() {
      return this.version;
    },
    async findDefinitions() {
      this.asked++;
      return definitions;
    },
    async findTypeDefinitions() {
      return types;
    },
  };
}

const lookUp = (from: LanguageServers, isOver = () => false) =>
  lookUpDefinitions({ uri: DOCUMENT, version: 7, positions: POSITIONS }, from, isOver);

it.each<[string, DefinitionPlace[], DefinitionPlace[], DefinitionPlace | null]>([
  ['the definition in another file', [OTHER], [], OTHER],
  ['the first of a few', [OTHER, LOCAL], [], OTHER],
  ['none of many', Array<DefinitionPlace>(4).fill(OTHER), [], null],
  ['nothing where nothing is defined', [], [OTHER], null],
  ['the type of a variable of the document', [LOCAL], [OTHER], OTHER],
  ['nothing for a variable without a type', [LOCAL], [], null],
])('finds %s', async (_, definitions, types, expected) => {
  expect(await lookUp(servers(definitions, types))).toEqual({ definitions: [expected, expected] });
});

it('answers null for all when the document has changed', async () => {
  const changed = servers([OTHER]);
  changed.version++;
  expect(await lookUp(changed)).toEqual({ definitions: null });
});

it('answers what was found before the document changed', async () => {
  const changed = servers([OTHER]);
  changed.findDefinitions = async () => {
    changed.version++;
    return [OTHER];
  };
  expect(await lookUp(changed)).toEqual({ definitions: [OTHER, null] });
});

it('asks no more once its time is over', async () => {
  const slow = servers([OTHER]);
  expect(await lookUp(slow, () => slow.asked > 0)).toEqual({ definitions: [OTHER, null] });
  expect(slow.asked).toBe(1);
});
