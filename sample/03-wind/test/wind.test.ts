import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBeaufort, toKnots } from '../src/wind.ts';

test('a fresh breeze is force 5', () => {
  assert.equal(toBeaufort(19), 5);
});

test('ten metres a second are just under twenty knots', () => {
  assert.equal(Math.round(toKnots(10)), 19);
});
