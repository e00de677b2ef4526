import { describe, expect, it } from 'vitest';
import { SECRET_MARK } from '../../../../src/core/privacy/maskSecrets';
import { restoreSecrets } from '../../../../src/core/privacy/restoreSecrets';
import { findSecrets } from '../../../../src/server/secretRules';

const FIRST = 'c0rrect-h0rse-battery';
const SECOND = 'an0ther-P4ssword-st4ple';
const ONE = `const password = "${FIRST}";\nconnect(password);\n`;
const TWO = `const password = "${FIRST}";\nconst apiKey = "${SECOND}";\n`;
const KEY = `-----BEGIN PRIVATE KEY-----\n${'MIIEpAIBAAKCAQEA1234567890abcdefghijklmnopqrstuvwxyzABCDEFGHIJKL\n'.repeat(3)}-----END PRIVATE KEY-----`;
const M = SECRET_MARK;

describe('the secrets of a text in an answer about it', () => {
  it.each<[what: string, original: string, answer: string, expected: string | undefined]>([
    ['an answer without a mark', ONE, 'connect();', 'connect();'],
    ['a line as it was sent', ONE, `const password = "${M}";`, `const password = "${FIRST}";`],
    ['another indentation', TWO, `  const apiKey = "${M}";`, `  const apiKey = "${SECOND}";`],
    [
      'both lines, in another order',
      TWO,
      `const apiKey = "${M}";\nconst password = "${M}";`,
      `const apiKey = "${SECOND}";\nconst password = "${FIRST}";`,
    ],
    [
      'a line of a diff',
      TWO,
      `-const apiKey = "${M}";\n+let apiKey = "${M}";`,
      `-const apiKey = "${SECOND}";\n+let apiKey = "${SECOND}";`,
    ],
    [
      'a changed line with the same name',
      TWO,
      `export const password = '${M}';`,
      `export const password = '${FIRST}';`,
    ],
    ['a new name for the only secret', ONE, `const secret = "${M}";`, `const secret = "${FIRST}";`],
    [
      'a private key in a line as it was sent',
      `const key = \`${KEY}\`;`,
      `const key = \`${M}\`;`,
      `const key = \`${KEY}\`;`,
    ],
    ['a part of a private key', `const key = \`${KEY}\`;`, `-----BEGIN PRIVATE KEY-----${M}`, undefined],
    ['a new name where there are two', TWO, `const secret = "${M}";`, undefined],
    [
      'one name for two secrets',
      `const password = "${FIRST}";\nconst password = "${SECOND}";`,
      `const password = "${M}";`,
      undefined,
    ],
    ['a mark about a text without secrets', 'connect();', `const password = "${M}";`, undefined],
    ['a text that holds the mark itself', `const a = "${M}";`, `const b = "${M}";`, `const b = "${M}";`],
    ['a text that holds the mark and a secret', `${ONE}const a = "${M}";`, `const a = "${M}";`, undefined],
  ])('%s', async (_what, original, answer, expected) => {
    expect(await restoreSecrets(answer, original, findSecrets)).toBe(expected);
  });
});
