// Child processes that never outlive the script: each is the head of its own process group, and is stopped with
// everything that it started.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setInterval } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlainError } from './terminal.mjs';

/** @import { ChildProcess, SpawnOptions } from 'node:child_process' */

const GRACE_MS = 3_000;
const POLL_MS = 50;
const PARENT_POLL_MS = 500;
const SHOWN_LINES = 20;

/** @type {Set<ChildProcess>} */
const running = new Set();

/**
 * Starts a child that is stopped with the script, and that a Ctrl-C in the terminal does not reach by itself.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions} [options]
 * @returns {ChildProcess}
 */
export function spawnOwned(command, args, options = {}) {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    ...options,
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/**
 * Runs a command to its end and returns what it printed; its output is shown only when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions & { what?: string }} [options] `what` names the command in the error
 * @returns {Promise<string>}
 */
export function runQuietly(command, args, { what = command, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawnOwned(command, args, options);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => reject(new PlainError(`${what} could not be started: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(output);
      reject(new PlainError(`${what} failed (${signal ?? `exit code ${code}`}):\n${shorten(output)}`));
    });
  });
}

/**
 * Both ends of a long output: some programs say first what is wrong, some last.
 * @param {string} output
 */
function shorten(output) {
  const lines = output.trim().split('\n');
  if (lines.length <= 2 * SHOWN_LINES) return lines.join('\n');
  return [...lines.slice(0, SHOWN_LINES), '…', ...lines.slice(-SHOWN_LINES)].join('\n');
}

/**
 * Stops a child and everything it started: first asks, then after three seconds ends what is left.
 * @param {ChildProcess} child
 */
export async function stopProcess(child) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  /** Everything that was ever seen of them: what is orphaned meanwhile can no longer be traced. @type {Set<number>} */
  const members = new Set([child.pid]);
  /** @type {Set<number>} */
  const asked = new Set();
  for (const deadline = Date.now() + GRACE_MS; Date.now() < deadline; await sleep(POLL_MS)) {
    // Programs start others while they are ending, shells in a group of their own among them.
    const left = addFamily(members);
    if (left.length === 0) return;
    const found = left.filter((pid) => !asked.has(pid));
    signalAll(found, 'SIGTERM');
    for (const pid of found) asked.add(pid);
  }
  // What is killed cannot start anything more, so that the second look sees the last of them.
  for (let look = 0; look < 2; look++) signalAll(addFamily(members), 'SIGKILL');
}

let stopping = false;

/** Whether a signal is ending this script: its children are then ending because they were told to. */
export function isStopping() {
  return stopping;
}

/**
 * From now on Ctrl-C, a closed terminal or a polite kill stops every child before the script ends.
 * @param {() => void} [announce]
 */
export function stopChildrenOnSignals(announce = () => {}) {
  const stop = (/** @type {number} */ exitCode) => {
    if (stopping) return;
    stopping = true;
    announce();
    void Promise.all([...running].map(stopProcess)).then(() => process.exit(exitCode));
  };
  process.on('SIGINT', () => stop(130));
  process.on('SIGTERM', () => stop(143));
  process.on('SIGHUP', () => stop(129));
  if (process.env['npm_lifecycle_event'] !== undefined) watchParent(() => stop(143));
}

/**
 * A killed npm takes only its shell with it; the script then finds itself with another parent.
 * @param {() => void} onGone
 */
function watchParent(onGone) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && onGone(), PARENT_POLL_MS).unref();
}

/** @param {number[]} pids @param {NodeJS.Signals} signal */
function signalAll(pids, signal) {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended by itself.
    }
  }
}

/**
 * Adds everything that `members` have started, terminals' shells included: they leave the group but keep their parent.
 * @param {Set<number>} members
 * @returns {number[]} those of all of them that are running
 */
function addFamily(members) {
  const processes = listProcesses();
  for (let before = -1; before !== members.size;) {
    before = members.size;
    for (const { pid, ppid, group } of processes)
      if (members.has(ppid) || members.has(group)) members.add(pid);
  }
  return processes.map(({ pid }) => pid).filter((pid) => members.has(pid));
}

/**
 * All processes that run: one that has ended and waits for its parent to look is none.
 * @returns {{ pid: number; ppid: number; group: number }[]}
 */
function listProcesses() {
  if (process.platform === 'linux')
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          // "pid (name) state ppid group …", and the name may hold spaces and brackets.
          const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
          const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
          if (fields[0] === 'Z') return [];
          return [{ pid: Number(name), ppid: Number(fields[1]), group: Number(fields[2]) }];
        } catch {
          return [];
        }
      });
  return spawnSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,state='], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n')
    .filter((line) => !/Z\S*$/.test(line))
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, ppid = 0, group = 0]) => ({ pid, ppid, group }));
}
