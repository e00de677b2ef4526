// What the scripts say to the person who runs them: plain lines, and a sign of life from everything slow.
import { clearInterval, setInterval } from 'node:timers';

const SIGN_OF_LIFE_MS = 5_000;
const WORTH_TELLING_MS = 2_000;

/** A failure that is explained in its message, with what to do about it; shown without a stack. */
export class PlainError extends Error {}

/**
 * Runs one step of a script under a title, saying every few seconds that it still runs and at the end how long it took.
 * @template T
 * @param {string} title
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  console.log(`${title} …`);
  const started = Date.now();
  const signOfLife = setInterval(
    () => console.log(`  still at it: ${title} (${seconds(started)})`),
    SIGN_OF_LIFE_MS,
  );
  try {
    const result = await work();
    if (Date.now() - started > WORTH_TELLING_MS) console.log(`  done in ${seconds(started)}`);
    return result;
  } finally {
    clearInterval(signOfLife);
  }
}

/**
 * Time since `started`, for people.
 * @param {number} started wall-clock milliseconds
 */
export function seconds(started) {
  return `${Math.round((Date.now() - started) / 1000)} s`;
}

/**
 * Runs a whole script: a plain error ends it with exit code 1 and its message, any other with its stack.
 * @param {() => Promise<void>} script
 */
export async function runScript(script) {
  try {
    await script();
  } catch (error) {
    console.error(error instanceof PlainError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
