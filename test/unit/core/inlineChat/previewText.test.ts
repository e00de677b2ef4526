import { expect, it } from 'vitest';
import { previewText } from '../../../../src/core/inlineChat/previewText';

const TEXT = 'first\r\nold one\r\nold two\r\nold three\r\nlast';
const region = { start: TEXT.indexOf('old one'), end: TEXT.indexOf('\r\nlast') };

it.each([
  ['nothing has arrived', '', false, 'first\nold one\nold two\nold three\nlast'],
  ['a line has arrived', 'new one', false, 'first\nnew one\nold two\nold three\nlast'],
  ['more lines than there were', 'a\nb\nc\nd', false, 'first\na\nb\nc\nd\nlast'],
  ['a short answer is complete', 'new one', true, 'first\nnew one\nlast'],
  ['an empty answer is complete', '', true, 'first\n\nlast'],
])('shows the document while %s', (_, answer, isComplete, expected) => {
  expect(previewText(TEXT, region, { answer, isComplete })).toBe(expected);
});
