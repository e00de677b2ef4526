import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { wholeMessages } from '../../../src/server/wholeMessages';

it('writes a header and its body in one piece, and every byte in order', async () => {
  const written: string[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString());
      done();
    },
  });
  const messages = wholeMessages(output);
  for (const piece of ['Content-Length: 2\r\n\r\n', '{}', 'Content-Length: 6\r\n\r\n', '\r\n\r\n{}', 'rest'])
    messages.write(piece);
  await new Promise<void>((done) => messages.end(done));
  expect(written).toEqual(['Content-Length: 2\r\n\r\n{}', 'Content-Length: 6\r\n\r\n\r\n\r\n{}', 'rest']);
});
