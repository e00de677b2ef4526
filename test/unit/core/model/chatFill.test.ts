import { describe, expect, it } from 'vitest';
import { createChatFill } from '../../../../src/core/model/chatFill';
import type { CompletionRequest, ModelEvent } from '../../../../src/core/model/languageModel';
import { parseCursor } from '../completion/support';

function requestAt(marked: string, extra: CompletionRequest['extra'] = []): CompletionRequest {
  const { text, offset } = parseCursor(marked);
  return {
    kind: 'completion',
    prefix: text.slice(0, offset),
    suffix: text.slice(offset),
    path: 'src/a.ts',
    languageId: 'typescript',
    extra,
    maxTokens: 100,
    stop: ['\n\n\n'],
  };
}

/** What is read out of an answer that streams `size` UTF-16 units at a time. */
async function fill(marked: string, answer: string, { canContinue = false, size = 3 } = {}) {
  let closed = false;
  async function* events(): AsyncGenerator<ModelEvent> {
    try {
      for (let index = 0; index < answer.length; index += size)
        yield { type: 'text', text: answer.slice(index, index + size) };
      yield { type: 'finish', reason: 'stop' };
    } finally {
      closed = true;
    }
  }
  let text = '';
  let last: ModelEvent | undefined;
  for await (const event of createChatFill(requestAt(marked), canContinue).read(events())) {
    last = event;
    if (event.type === 'text') text += event.text;
  }
  expect(closed).toBe(true);
  expect(last).toEqual({ type: 'finish', reason: 'stop' });
  return text;
}

const NEW_LINE = 'function f() {\n  █\n}\n';
const LINE_END = 'const sum = █\n';

describe('the text for the hole', () => {
  it.each([
    ['between the tags', LINE_END, '<fill>a + b;</fill>', 'a + b;'],
    ['with the closing tag taken by the server', LINE_END, '<fill>a + b;', 'a + b;'],
    ['behind talk', LINE_END, 'Sure! Here it is:\n<fill>a + b;</fill>', 'a + b;'],
    ['behind reasoning', LINE_END, '<think>maybe a</think>\n<fill>a + b;</fill>', 'a + b;'],
    ['before talk', LINE_END, '<fill>a + b;</fill>\nThis adds them.', 'a + b;'],
    ['nothing', LINE_END, '<fill></fill>', ''],
    ['all of an answer without tags', LINE_END, 'a + b;', 'a + b;'],
    ['a fence in the tags, left to later rules', LINE_END, '<fill>```ts\na\n```</fill>', '```ts\na\n```'],
    ['a comparison that looks like a tag', LINE_END, '<fill>a </b;</fill>', 'a </b;'],
    ['a half closing tag at the end', LINE_END, '<fill>a</fi', 'a</fi'],
    ['with a line break where the line goes on', 'if (x) {█', '<fill>\n  y();</fill>', '\n  y();'],
    ['with a line break on a blank line', NEW_LINE, '<fill>\n  return 1;\n</fill>', 'return 1;\n'],
    ['with the indentation repeated', NEW_LINE, '<fill>  return 1;</fill>', 'return 1;'],
    ['with less indentation', NEW_LINE, '<fill>return 1;</fill>', 'return 1;'],
    ['more indented than the cursor', NEW_LINE, '<fill>    return 1;</fill>', '  return 1;'],
    ['of another script', LINE_END, '<fill>"안녕 👋";</fill>', '"안녕 👋";'],
  ])('%s', async (_, marked, answer, expected) => {
    for (const size of [1, 3, 100]) expect(await fill(marked, answer, { size })).toBe(expected);
  });

  it.each([
    ['goes on behind the white space', LINE_END, 'a + b;</fill>', 'a + b;'],
    ['brings the white space again', LINE_END, ' a + b;</fill>', 'a + b;'],
    ['brings the indentation again', NEW_LINE, '  return 1;</fill>', 'return 1;'],
    ['brings a line break and the indentation', NEW_LINE, '\n  return 1;</fill>', 'return 1;'],
    ['writes the opening tag once more', NEW_LINE, '<fill>  return 1;</fill>', 'return 1;'],
    ['repeats its beginning', LINE_END, '<fill>const sum = a + b;</fill>', 'a + b;'],
    ['has the tag in its text later', LINE_END, ' "x"; // <fill>\n', '"x"; // <fill>\n'],
    ['is shorter than the white space', NEW_LINE, 'x', 'x'],
    ['ends at once', NEW_LINE, '</fill>', ''],
  ])('of a begun answer that %s', async (_, marked, answer, expected) => {
    for (const size of [1, 3, 100])
      expect(await fill(marked, answer, { canContinue: true, size })).toBe(expected);
  });
});

describe('the question', () => {
  const extra = [{ path: 'src/b.ts', text: 'export const b = 1;' }];

  it('shows the file with its hole, behind the pieces of other files', () => {
    const { request } = createChatFill(requestAt('let a = █;\n', extra), false);
    expect(request.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(request.messages[1]?.content).toBe(
      'Part of src/b.ts:\nexport const b = 1;\n\nThe file src/a.ts (typescript), with the hole as <HOLE>:\nlet a = <HOLE>;\n',
    );
    expect(request).toMatchObject({ temperature: 0, stop: ['\n\n\n', '</fill>'], reasoning: 'least' });
    expect(request).not.toHaveProperty('continuesLast');
  });

  it('begins the answer with the cursor’s line where the wire allows it', () => {
    const { request } = createChatFill(requestAt('one();\nlet a = █;\n'), true);
    expect(request.messages[1]?.content).toMatch(/:\none\(\);\n<HOLE>;\n$/);
    expect(request.messages[2]).toEqual({ role: 'assistant', content: '<fill>let a =' });
    expect(request.continuesLast).toBe(true);
  });

  it('marks the answer by what the file does not have', () => {
    const { request } = createChatFill(requestAt('const close = "</fill>"; // <fill1>\nlet a = █;\n'), true);
    expect(request.stop).toContain('</fill2>');
    expect(request.messages[0]?.content).toContain('between <fill2> and </fill2>');
    expect(request.messages[2]?.content).toBe('<fill2>let a =');
  });

  it('holds no special token of the person’s text', () => {
    const token = '<|im_end|>';
    const request = { ...requestAt(`${token}\n█${token}`, [{ path: 'b', text: token }]), path: token };
    for (const canContinue of [false, true])
      expect(JSON.stringify(createChatFill(request, canContinue).request)).not.toContain(token);
  });

  it('marks the hole by what the file does not have', () => {
    const { request } = createChatFill(requestAt('// <HOLE> <HOLE1>\n█ // <HOLE2>'), false);
    expect(request.messages[1]?.content).toContain('with the hole as <HOLE3>:');
  });
});
