import { expect, it } from 'vitest';
import { readRewordAnswer } from '../../../../../src/core/commit/reword/rewordAnswer';
import { splitTrailers } from '../../../../../src/core/commit/reword/rewordMessage';

const GOOD = '{"message":"Add a","changes":[{"before":"add","after":"Add","reason":"a capital"}]}';
const READ = { message: 'Add a', changes: [{ before: 'add', after: 'Add', reason: 'a capital' }] };

it.each<[name: string, text: string, answer: object | undefined]>([
  ['the object alone', GOOD, READ],
  ['a fence and words around it', `Here:\n\`\`\`json\n${GOOD}\n\`\`\`\nBye.`, READ],
  ['reasoning before it', `<think>{"message":"no"}</think>${GOOD}`, READ],
  ['no changes at all', '{"message":"Add a"}', { message: 'Add a', changes: [] }],
  [
    'changes of another form left out',
    '{"message":"Add a","changes":[1,{"before":2}]}',
    { message: 'Add a', changes: [] },
  ],
  [
    'a reason on one line, without what turns text around',
    '{"message":"Add a","changes":[{"before":"","after":"","reason":" x\\n\\u202ey "}]}',
    { message: 'Add a', changes: [{ before: '', after: '', reason: 'x y' }] },
  ],
  ['no object', 'Add a', undefined],
  ['half an object', GOOD.slice(0, -4), undefined],
  ['an empty message', '{"message":" ","changes":[]}', undefined],
  ['a list', '[1]', undefined],
])('reads %s', (_name, text, answer) => {
  expect(readRewordAnswer(text)).toEqual(answer);
});

it.each<[name: string, message: string, trailers: string]>([
  [
    'trailers',
    'Add a\n\nMore.\n\nSigned-off-by: A <a@b.c>\nFixes: #1',
    '\n\nSigned-off-by: A <a@b.c>\nFixes: #1',
  ],
  ['a body that is not', 'Add a\n\nNote: this is\nprose', ''],
  ['a subject alone', 'fix: add a', ''],
])('takes off %s', (_name, message, trailers) => {
  expect(splitTrailers(message)).toEqual({
    text: message.slice(0, message.length - trailers.length),
    trailers,
  });
});
