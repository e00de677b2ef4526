/**
 * Runs one program that knows nothing of Fairwind, and ends it with whoever started it. It is forked with the program
 * and its arguments; when the channel to its parent closes, however the parent ended, the program is ended, too.
 */
import { spawn } from 'node:child_process';

/** Milliseconds that the program gets to end when it is asked. */
const GRACE_MS = 1_000;
/** What shells answer for a program that cannot be run. */
const CANNOT_RUN = 126;

const [, , program = '', ...args] = process.argv;
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });

child.once('error', (error) => {
  console.error(error.message);
  process.exit(CANNOT_RUN);
});
child.once('exit', (code) => process.exit(code ?? 1));

function end(): void {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
}
process.once('disconnect', end);
process.once('SIGTERM', end);
// The pipes to a parent that was killed are broken; the program is still to be ended.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
