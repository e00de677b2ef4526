import { describe, expect, it } from 'vitest';
import { type Literal, readExportedObject } from '../../../../src/core/commit/literals';

describe('what a configuration file exports, without running it', () => {
  it.each<[string, string, Literal]>([
    [
      'CommonJS',
      "module.exports = { extends: ['@commitlint/config-conventional'] };",
      { extends: ['@commitlint/config-conventional'] },
    ],
    [
      'an ES module',
      'export default { a: 1, b: -2.5, c: true, d: null, };',
      { a: 1, b: -2.5, c: true, d: null },
    ],
    [
      'a helper',
      "import { defineConfig } from 'x';\nexport default defineConfig({ a: ['b', \"c\", `d`] });",
      { a: ['b', 'c', 'd'] },
    ],
    ['a name', 'const config: UserConfig = { a: 1 };\nexport default config;', { a: 1 }],
    [
      'TypeScript',
      'export default { a: [2, "always"] as const } satisfies UserConfig;',
      { a: [2, 'always'] },
    ],
    ['JSON with comments', '// what\n{ "a": /* b */ 1, }', { a: 1 }],
    [
      'JSON',
      '{"rules": {"type-enum": [2, "always", ["feat"]]}}',
      { rules: { 'type-enum': [2, 'always', ['feat']] } },
    ],
    [
      'what is computed is left out',
      'module.exports = { a: f(1, [2], { b: 3 }), ...base, c: x ? 1 : 2, d: 4, e: () => { return [1]; }, g: "a" + "b" };',
      { a: undefined, c: undefined, d: 4, e: undefined, g: undefined },
    ],
    ['a template with something in it', 'module.exports = { a: `x${1}`, b: `y` };', { a: undefined, b: 'y' }],
    ['escapes', String.raw`module.exports = { 'a\'b': "c\nd" };`, { "a'b": 'c\nd' }],
    ['a prototype', 'module.exports = { __proto__: { a: 1 }, b: 2 };', { b: 2 }],
  ])('%s', (_what, source, value) => {
    expect(readExportedObject(source)).toEqual(value);
  });

  it.each(['', 'export default base;', 'module.exports = require("x");', 'export default [1];', 'x'])(
    'nothing: %s',
    (source) => {
      expect(readExportedObject(source)).toBeUndefined();
    },
  );

  it.each(['{', '[', '({', '{a:', "{a:'", '{a:`${', '{a:(', '/*', '{a:1,'])(
    'ends with a source that goes on as %s',
    (piece) => {
      readExportedObject(`module.exports = {${piece.repeat(5_000)}`);
    },
  );
});
