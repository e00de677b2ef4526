import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPrompt, inputHint } from '../../../../src/core/chat/promptFile';

const fill = (body: string, input = '', variables: Record<string, string> = {}) =>
  fillPrompt(body, { input, variables });

describe('fillPrompt', () => {
  it.each<{
    name: string;
    body: string;
    input?: string;
    variables?: Record<string, string>;
    text: string;
    problems?: object[];
  }>([
    {
      name: 'puts what was typed behind a file that asks for nothing',
      body: 'Explain.\n',
      input: ' this ',
      text: 'Explain.\n\nthis',
    },
    {
      name: 'puts it where one input is asked for',
      body: 'About ${input:what:a thing}.',
      input: 'two words',
      text: 'About two words.',
    },
    {
      name: 'shares it among inputs word by word, the rest to the last',
      body: '${input:a} ${input:b} ${input:a}',
      input: 'one two three',
      text: 'one two three one',
    },
    {
      name: 'keeps words in quotes together',
      body: '${input:a}/${input:b}',
      input: '"one two" three',
      text: 'one two/three',
    },
    { name: 'takes names', body: '${input:a}/${input:b}', input: 'b=x rest', text: 'rest/x' },
    {
      name: 'has the placeholder stand for what was not typed',
      body: '${input:a:me}!',
      text: 'me!',
      problems: [{ kind: 'noInput', name: 'a' }],
    },
    {
      name: 'knows the editor’s variables',
      body: '${file} ${selection}',
      variables: { file: 'a.ts', selection: '${file}' },
      text: 'a.ts ${file}',
    },
    {
      name: 'says which have no value',
      body: 'x${selection}',
      text: 'x',
      problems: [{ kind: 'noValue', name: 'selection' }],
    },
    {
      name: 'leaves unknown ones as they are, and says so once',
      body: '${env:HOME} ${nothing} ${nothing}',
      text: '${env:HOME} ${nothing} ${nothing}',
      problems: [
        { kind: 'unknownVariable', name: 'env' },
        { kind: 'unknownVariable', name: 'nothing' },
      ],
    },
    {
      name: 'reads no variable of its object’s own kind',
      body: '${file}',
      variables: Object.create({ file: 'x' }) as Record<string, string>,
      text: '',
      problems: [{ kind: 'noValue', name: 'file' }],
    },
    {
      name: 'says that there are no tools',
      body: 'Use #tool:search/web',
      text: 'Use #tool:search/web',
      problems: [{ kind: 'tool', name: 'search/web' }],
    },
  ])('$name', ({ body, input, variables, text, problems = [] }) => {
    expect(fill(body, input, variables)).toMatchObject({ text, problems });
  });

  it('finds links to files and references, and nothing in code, on the web or in pictures', () => {
    const body = `[a](./a.md#part) [b](<b.md>) [b](b.md "title") [w](https://example.org/x.md) [c](#part) ![p](p.png)
#file:src/c.ts. #file:"with space.md" mail#file:no.md
\`\`\`
[x](x.md) #file:x.md
\`\`\`
[d](d%20e.md)`;
    expect(fill(body).references).toEqual(['./a.md', 'b.md', 'd e.md', 'src/c.ts', 'with space.md']);
  });

  it('puts values in as they are, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(fill('[${selection}]', '', { selection: value }).text).toBe(`[${value}]`);
      }),
    );
  });
});

describe('inputHint', () => {
  it.each([
    ['No input', undefined],
    ['${input:a:a name} ${input:b} ${input:a:other}', 'a name, b'],
  ])('%s', (body, hint) => {
    expect(inputHint(body)).toBe(hint);
  });
});
