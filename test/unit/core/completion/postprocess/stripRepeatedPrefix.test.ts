import { describe, expect, it } from 'vitest';
import {
  mayBecomeEcho,
  stripRepeatedPrefix,
} from '../../../../../src/core/completion/postprocess/stripRepeatedPrefix';
import { checkRule, placeAt } from './checkRule';

const HALF_TYPED = 'function add(a, b) {\n  const sum = a█\n}\n';
const NEW_LINE = 'function add(a, b) {\n  const sum = a + b;\n  █\n}\n';

describe('stripRepeatedPrefix', () => {
  checkRule(stripRepeatedPrefix, [
    { title: 'drops the current line', document: HALF_TYPED, answer: 'const sum = a + b;', shown: ' + b;' },
    {
      title: 'drops the current line with its indentation',
      document: HALF_TYPED,
      answer: '  const sum = a + b;',
      shown: ' + b;',
    },
    {
      title: 'drops a short line with its indentation',
      document: 'if (x) {\n  i█\n}',
      answer: '  i += 1;',
      shown: ' += 1;',
    },
    {
      title: 'drops lines above',
      document: HALF_TYPED,
      answer: 'function add(a, b) {\n  const sum = a + b;',
      shown: ' + b;',
    },
    {
      title: 'drops the line above a new line',
      document: NEW_LINE,
      answer: 'const sum = a + b;\n  return sum;',
      shown: 'return sum;',
    },
    {
      title: 'drops the whole document above',
      document: NEW_LINE,
      answer: 'function add(a, b) {\n  const sum = a + b;\n  return sum;\n}',
      shown: 'return sum;\n}',
    },
    { title: 'drops the word being typed', document: 'console.lo█\n', answer: 'log(x);', shown: 'g(x);' },
    { title: 'drops a comment leader', document: '//█\n', answer: '// Adds.', shown: ' Adds.' },
    {
      title: 'drops an echo that the answer did not finish',
      document: NEW_LINE,
      answer: 'function add(a, b) {\n  const sum = a',
      shown: '',
    },

    { title: 'leaves a continued word alone', document: 'console.lo█\n', answer: 'g(x);' },
    {
      title: 'leaves a name alone that begins alike',
      document: 'for (let i█\n',
      answer: ' = 0; i < 3; i++) {',
    },
    { title: 'leaves a repeated element alone', document: 'const zeros = [0, █\n', answer: '0, 0];' },
    { title: 'leaves a repeated letter alone', document: 'for (i█\n', answer: ' = 0; i < n; i++)' },
    { title: 'leaves one line equal to the line above alone', document: 'tick();\n█\n', answer: 'tick();' },
    {
      title: 'leaves a closing bracket like the one above alone',
      document: '  }\n█\n',
      answer: '}\nnext();',
    },
    { title: 'leaves a new line alone', document: NEW_LINE, answer: 'return sum;' },
    {
      title: 'drops the rest of the line with an echo of its beginning',
      document: '// they are█ed\n',
      answer: '// they are used',
      shown: ' us',
    },
    {
      title: 'leaves a closing bracket after an echo to the other rules',
      document: 'call(█)\n',
      answer: 'call(first())',
      shown: 'first())',
    },
  ]);

  it('waits while all that was answered stands above', () => {
    expect(mayBecomeEcho('function add(a, b) {\n', placeAt(HALF_TYPED))).toBe(true);
    expect(mayBecomeEcho(' + b;\n', placeAt(HALF_TYPED))).toBe(false);
  });
});
