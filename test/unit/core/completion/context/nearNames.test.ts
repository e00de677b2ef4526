import { expect, it } from 'vitest';
import { forEachName } from '../../../../../src/core/completion/context/names';
import { nearNames } from '../../../../../src/core/completion/context/nearNames';

function namesOf(line: string): string[] {
  const names: string[] = [];
  forEachName(line, (name) => names.push(name));
  return names;
}

it.each<[string, string[]]>([
  ['const total = addUp(items[0], 12);', ['const', 'total', 'addUp', 'items']],
  ['$scope._private.größe', ['$scope', '_private', 'größe']],
  ['x + y', []],
  ['0x1f 2nd', []],
  ['', []],
])('names of %j', (line, names) => expect(namesOf(line)).toEqual(names));

it('reads no further than a line that a person wrote would go', () => {
  expect(namesOf('name '.repeat(10_000))).toHaveLength(200);
});

it('weighs names by their distance from the cursor, once each', () => {
  const weights = nearNames({ prefix: 'far away\nnear far\nhere ', suffix: '\nbelow here' });
  expect([...weights.keys()].sort()).toEqual(['away', 'below', 'far', 'here', 'near']);
  expect(weights.get('here')).toBe(1);
  expect(weights.get('near')).toBe(weights.get('far'));
  expect(weights.get('below')).toBe(weights.get('near'));
  expect(weights.get('away')).toBeLessThan(weights.get('near') ?? 0);
});

it('looks no further than the lines around the cursor', () => {
  const lines = Array.from({ length: 200 }, (_, number) => `name${number}\n`).join('');
  expect(nearNames({ prefix: lines, suffix: lines }).size).toBeLessThan(40);
});
