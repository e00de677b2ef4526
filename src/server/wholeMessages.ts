import { Writable } from 'node:stream';

/** How a message's header ends, see "Base Protocol" of the Language Server Protocol. */
const HEADER_END = Buffer.from('\r\n\r\n');

/**
 * Writes each message in one piece. `vscode-jsonrpc` writes its header and its body one after the other, and each write
 * to a pipe is a system call that an answer waits for.
 */
export function wholeMessages(output: NodeJS.WritableStream): Writable {
  let header: Buffer | undefined;
  return new Writable({
    decodeStrings: true,
    write(chunk: Buffer, _encoding, done) {
      if (header === undefined && chunk.subarray(-HEADER_END.length).equals(HEADER_END)) {
        header = chunk;
        done();
        return;
      }
      const whole = header ? Buffer.concat([header, chunk]) : chunk;
      header = undefined;
      output.write(whole, done);
    },
  });
}
