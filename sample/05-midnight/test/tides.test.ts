import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { nextHighWater, parseTideTable } from '../src/tides.ts';

const tides = parseTideTable(readFileSync(new URL('../data/harbour.csv', import.meta.url), 'utf8'));

test('finds the next high water', () => {
  const tide = nextHighWater(tides, new Date('2026-05-01T07:00:00Z'));
  assert.equal(tide?.heightMetres, 3.0);
});

test('counts a high water that opens the table', () => {
  const night = parseTideTable('time,height_m\n2026-05-01T00:00:00Z,3.2\n2026-05-01T06:10:00Z,0.7\n');
  assert.equal(nextHighWater(night, new Date('2026-05-01T00:00:00Z'))?.heightMetres, 3.2);
});
