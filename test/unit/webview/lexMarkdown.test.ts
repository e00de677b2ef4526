import { describe, expect, it } from 'vitest';
import type { Token, Tokens } from 'marked';
import { lexMarkdown } from '../../../src/webview/markdown/lexMarkdown';

interface Found {
  readonly text: string;
  readonly label: string;
  readonly isDisplay: boolean;
  readonly isOpen: boolean;
}

/** The formulas and footnotes of a text, in order. */
function found(text: string): string[] {
  const collect = (tokens: readonly Token[]): string[] =>
    tokens.flatMap((token) => {
      const { type, text, isDisplay, isOpen, label, tokens: inner = [] } = token as Tokens.Generic & Found;
      if (type === 'math' && !isOpen) return [`${isDisplay ? 'display' : 'inline'} ${text.trim()}`];
      if (type === 'footnoteMark') return [`mark ${label}`];
      return [...(type === 'footnote' ? [`note ${label}`] : []), ...collect(inner)];
    });
  return collect(lexMarkdown(text));
}

describe('formulas', () => {
  it.each([
    { text: 'so $x$ is', tokens: ['inline x'] },
    { text: '$a_1 + b$, $c$', tokens: ['inline a_1 + b', 'inline c'] },
    { text: 'so \\(x_1\\) is', tokens: ['inline x_1'] },
    { text: 'so $$x$$ is', tokens: ['display x'] },
    { text: '$$\na\n+ b\n= c\n$$', tokens: ['display a\n+ b\n= c'] },
    { text: '\\[\nx\n\\]', tokens: ['display x'] },
    { text: '$\\$5$', tokens: ['inline \\$5'] },
  ])('finds them in $text', ({ text, tokens }) => {
    expect(found(text)).toEqual(tokens);
  });

  it.each([
    'It costs $5 and $10.',
    '$5-$10',
    'set $HOME and $PATH',
    '$ x $',
    '`$x$`',
    '```\n$$x$$\n```',
    '$$\na\n\nb\n$$',
    'a $',
    '\\$x\\$',
  ])('finds none in %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('waits for the end of one that is still arriving', () => {
    expect([...lexMarkdown('$$\na\n- b')]).toMatchObject([{ type: 'math', isOpen: true }]);
  });
});

describe('footnotes', () => {
  it('finds marks and notes', () => {
    expect(found('See[^1] and[^two].\n\n[^1]: First.\n[^two]: Second.')).toEqual([
      'mark 1',
      'mark two',
      'note 1',
      'note two',
    ]);
  });

  it.each(['[^ x]', 'a^[1]', '`[^1]`', '[1]: https://example.com/'])('finds none in %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});
