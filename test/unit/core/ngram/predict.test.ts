import { describe, expect, it } from 'vitest';
import { thresholdOf } from '../../../../src/core/ngram/eagerness';
import { createWorkspaceModel } from '../../../../src/core/ngram/workspaceModel';
import { type MarkedFiles, predictAt } from './marked';

const TWICE = 'await client.connect(settings.host, settings.port);';

const CASES: readonly (readonly [title: string, files: MarkedFiles, answer: string])[] = [
  [
    'ends a line as it stands elsewhere in the file',
    { 'a.ts': `${TWICE}\nprepare();\n\nawait client.con█\n` },
    'nect(settings.host, settings.port);',
  ],
  [
    'ends a line as it stands in another file',
    { 'a.ts': `${TWICE}\nprepare();\n`, 'b.ts': 'await client.connect(█\n' },
    'settings.host, settings.port);',
  ],
  [
    'completes a half-typed word by itself',
    { 'a.ts': 'const registry = create();\nlog(registry);\nstart();\nuse(regi█\n' },
    'stry);',
  ],
  [
    'goes on after a space that is typed already',
    { 'a.ts': 'return cache.get(key) ?? compute(key);\n}\n\nreturn █\n' },
    'cache.get(key) ?? compute(key);',
  ],
  [
    'writes a new line at its start, and not the one that stands below',
    {
      'a.ts': 'open();\nread();\nclose();\n',
      'b.ts': 'open();\nread();\nclose();\n',
      'c.ts': 'open();\n█\nclose();\n',
    },
    'read();',
  ],
  [
    'writes a new line even where all that stands above leads to the one below',
    {
      'a.ts': 'open();\n\nread();\nend();\n',
      'b.ts': 'first(1);\nsecond(2);\nopen();\n\n█\nclose_all(now);\nend();\n',
    },
    'read();',
  ],
  [
    'does not take the place where the line is cut for its end',
    {
      'a.ts': 'call(a, b);\nlog(a);\n',
      'b.ts': 'first(1);\nsecond(2);\ncall(a,█\nother();\n',
    },
    ' b);',
  ],
  [
    'binds a name to the one used at the same place',
    {
      ...Object.fromEntries(
        ['user', 'team', 'item', 'page', 'rule', 'task'].map((name) => [
          `${name}.ts`,
          `const ${name} = await load(id);\ncheck(${name});\nsave(${name});\n`,
        ]),
      ),
      'c.ts': 'const order = await load(id);\ncheck(█\n',
    },
    'order);',
  ],
  [
    'reads names in Korean',
    { 'a.ts': '사용자.이름을_바꾼다(새_이름);\n\n사용자.이름█\n' },
    '을_바꾼다(새_이름);',
  ],
  ['reads names of emoji', { 'a.ts': 'let 🎉🚀 = start(🎉);\n\nlet 🎉🚀█\n' }, ' = start(🎉);'],
  [
    'does not repeat a bracket that stands right of the cursor',
    { 'a.ts': `${TWICE}\n\nawait client.connect(█)\n` },
    'settings.host, settings.port',
  ],
  [
    'does not repeat a whole end of the line',
    { 'a.ts': `${TWICE}\n\nawait client.connect(█settings.port);\n` },
    'settings.host, ',
  ],
  [
    'is silent when what stands right of the cursor is something else',
    { 'a.ts': `${TWICE}\n\nawait client.connect(█ + 42\n` },
    '<contradictsSuffix>',
  ],
  ['is silent at the end of a complete line', { 'a.ts': 'stop();\nstop();\nstop();█\n' }, '<nothingToAdd>'],
  ['is silent in a document it does not know', {}, '<unknownDocument>'],
  ['is silent inside a surrogate pair', { 'a.ts': `x = '\ud83c█\n` }, '<unreadableLine>'],
  ['is silent in a line that is data', { 'a.ts': `${'0,'.repeat(2000)}█\n` }, '<unreadableLine>'],
];

describe('predict', () => {
  for (const [title, files, answer] of CASES)
    it(title, () => {
      expect(predictAt(files).answer).toBe(answer);
    });

  it('reads any line end', () => {
    const answers = ['\n', '\r\n', '\r'].map(
      (end) => predictAt({ 'a.ts': [TWICE, '', 'await client.█', ''].join(end) }).answer,
    );
    expect(answers).toEqual(Array(3).fill('connect(settings.host, settings.port);'));
  });

  it('shows only what is probable enough', () => {
    const files = { 'a.ts': 'one(1);\ntwo(2);\nthree(3);\n\n█\n' };
    expect(predictAt(files, { eagerness: 'low' }).answer).toBe('<belowThreshold>');
    expect(predictAt(files, { threshold: 0 }).answer).not.toBe('<belowThreshold>');
  });

  it('adds the lines that follow while they are nearly certain', () => {
    const block = '  if (error) {\n    console.error(error);\n    process.exit(1);\n  }\n  next();\n';
    const { answer, probability } = predictAt(
      { 'a.ts': `${block.repeat(12)}  if (err█` },
      { eagerness: 'medium' },
    );
    expect(answer.split('\n').slice(0, 3)).toEqual([
      'or) {',
      '    console.error(error);',
      '    process.exit(1);',
    ]);
    expect(probability).toBeGreaterThan(thresholdOf('medium'));
  });

  it('does not add lines that stand below already', () => {
    const block = '  if (error) {\n    console.error(error);\n    process.exit(1);\n  }\n  next();\n';
    const { answer } = predictAt(
      { 'a.ts': `${block.repeat(12)}  if (err█\n    console.error(error);\n    process.exit(1);\n  }\n` },
      { eagerness: 'medium' },
    );
    expect(answer).toBe('or) {');
  });

  it('stops before a line that stands below, even where lines repeat', () => {
    const files = { 'a.ts': `${'next();\n'.repeat(20)}nex█\nnext();\nnext();\n` };
    expect(predictAt(files, { threshold: 0.1 }).answer).toBe('t();');
  });

  it('prefers the files of the folder and those a person has touched', () => {
    const files = { 'x/a.ts': 'pick(far);\nend();\n', 'y/b.ts': 'pick(near);\nend();\n', 'z/c.ts': '\n' };
    const answerAfterTouching = (touched: string) => {
      const model = createWorkspaceModel({ maxMemoryBytes: 2 ** 24 });
      for (const [path, text] of Object.entries(files)) model.setDocument(path, text, 'typescript');
      model.indexSlice(Infinity);
      model.touch(touched);
      const request = { documentId: 'z/c.ts', line: 0, linePrefix: 'pick(', lineSuffix: '' };
      const result = model.predict(request, { threshold: 0 });
      return result.kind === 'prediction' ? result.text : result.reason;
    };
    expect([answerAfterTouching('x/a.ts'), answerAfterTouching('y/b.ts')]).toEqual(['far);', 'near);']);
  });
});

describe('a prediction that begins otherwise', () => {
  const FILES = {
    'a.ts': 'return cache.get(key);\nreturn cache.get(key);\nreturn store.load(key);\n\nreturn █\n',
  };

  /** Every way to go on, each asked for with the first tokens of those before it. */
  function waysToGoOn(files: MarkedFiles): string[] {
    const answers: string[] = [];
    const avoid = new Set<number>();
    for (let count = 0; count < 4; count++) {
      const { answer, firstToken } = predictAt(files, { threshold: 0, avoid });
      answers.push(answer);
      if (firstToken === undefined) break;
      avoid.add(firstToken);
    }
    return answers;
  }

  it('is the next most probable one, until there is no other', () => {
    const answers = waysToGoOn(FILES);
    expect(answers.slice(0, 2).sort()).toEqual(['cache.get(key);', 'store.load(key);']);
    expect(new Set(answers).size).toBe(answers.length);
  });
});
