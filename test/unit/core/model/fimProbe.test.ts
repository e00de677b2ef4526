import { describe, expect, it } from 'vitest';
import { FIM_PROBE, judgeFimProbe } from '../../../../src/core/model/fimProbe';

describe('judgeFimProbe', () => {
  it.each([
    ['return left + right;', 'fills'],
    ['return right + left', 'fills'],
    ['  return left + right;\n', 'fills'],
    ['const sum = left + right;\n  return sum;', 'fills'],
    ['// Adds the two.\n  return left + right;', 'fills'],
    ['if (left === undefined) { return right; }\n  return left + right;', 'fills'],
    ['let sum = left;\n  sum += right;\n  return sum;', 'fills'],

    ['', 'empty'],
    [' \n\t', 'empty'],

    ['```js\nreturn left + right;\n```', 'prose'],
    ['Here is the code:\nreturn left + right;', 'prose'],
    ['The function should return left + right', 'prose'],
    ['Sure! return left + right;', 'prose'],

    ['function add(left, right) {\n  return left + right;\n}', 'restatesPrefix'],
    ['export function  add(left, right) {', 'restatesPrefix'],

    ['return left + right;\n}\n\nfunction subtract(left, right) {', 'ignoresSuffix'],
    ['return left + right;\n}', 'ignoresSuffix'],
    ['}\n', 'ignoresSuffix'],

    ['return a + b;', 'unrelated'],
    ['Once upon a time there was a bird', 'unrelated'],
    ['return left;', 'unrelated'],
    [`${'x();\n'.repeat(30)}return left + right;`, 'unrelated'],
    ['return leftovers + rightful;', 'unrelated'],
  ] as const)('%j: %s', (answer, verdict) => {
    expect(judgeFimProbe(answer)).toBe(verdict);
  });

  it('asks for a hole that makes a whole of its sides', () => {
    const whole = `${FIM_PROBE.prefix}return left + right;${FIM_PROBE.suffix}`;
    expect(whole).toBe('function add(left, right) {\n  return left + right;\n}\n');
  });
});
