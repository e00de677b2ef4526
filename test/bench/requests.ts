/**
 * When to ask: real commits typed again key by key, in virtual time, against a model that knows the truth with errors.
 * Paths of git repositories as arguments; this repository without.
 */
import { resolve } from 'node:path';
import { createCompletionEngine, type CompletionEngine } from '../../src/core/completion/completionEngine';
import type { Eagerness } from '../../src/core/config/settings';
import type { GatedModel } from '../../src/core/privacy/gate';
import { silentLogger } from '../../src/util/logger';
import { sleep } from '../../src/util/sleep';
import { FakeTime } from '../support/fakeTime';
import { readHistory } from './nextEdit/history';
import { SimulatedEditor, type Tally } from './requests/editor';
import { type Speed, type Spent, simulateModel } from './requests/simulatedModel';
import { type Session, typeSession } from './requests/typist';
import { printTable } from './report';

const COMMITS = 400;
/** Keys for one repository, the file that passes it included. */
const MOST_KEYS = 2_500;

const SPEEDS: readonly Speed[] = [
  { name: 'fast (80 ms + 2 ms a unit)', firstMs: 80, unitMs: 2 },
  { name: 'usual (250 ms + 4 ms a unit)', firstMs: 250, unitMs: 4 },
  { name: 'slow (900 ms + 10 ms a unit)', firstMs: 900, unitMs: 10 },
];

/** A way of asking. */
type MakeEngine = (model: GatedModel, time: FakeTime) => CompletionEngine;

function fairwind(eagerness: Eagerness): MakeEngine {
  return (model, time) =>
    createCompletionEngine({
      model: async () => model,
      settings: () => ({ isEnabled: true, inComments: true, inStrings: true, eagerness }),
      context: () => [],
      clock: time,
      timer: time,
      logger: silentLogger,
    });
}

/** Asks anew after every key, a fixed time after the editor did, and remembers nothing; all else is as in Fairwind. */
function plainDebounce(ms: number): MakeEngine {
  return (model, time) => ({
    edited: () => {},
    async complete(request, signal) {
      const engine = fairwind('high')(model, time);
      try {
        await sleep(time, ms, signal);
      } catch {
        return { kind: 'none', reason: 'cancelled' };
      }
      return engine.complete({ ...request, trigger: 'invoked' }, signal);
    },
  });
}

const WAYS: readonly (readonly [string, MakeEngine])[] = [
  ['plain debounce, 0 ms', plainDebounce(0)],
  ['plain debounce, 300 ms', plainDebounce(300)],
  ['Fairwind, low', fairwind('low')],
  ['Fairwind, medium (default)', fairwind('medium')],
  ['Fairwind, high', fairwind('high')],
];

async function main(): Promise<void> {
  const paths = process.argv.slice(2);
  const sessions = (paths.length > 0 ? paths : ['.']).flatMap((path) => readSessions(resolve(path)));
  const keys = sessions.reduce((sum, session) => sum + session.keys.length, 0);
  console.log(`${sessions.length} files changed by commits, ${keys} keys.`);
  for (const speed of SPEEDS) {
    const rows: string[][] = [];
    for (const [name, makeEngine] of WAYS)
      rows.push([name, ...describe(await run(makeEngine, speed, sessions))]);
    printTable(
      `Model ${speed.name}, per 1,000 keys`,
      ['', 'requests', 'tokens sent', 'usable', 'shown', 'usable of shown', 'keys with a usable one in view'],
      rows,
    );
  }
}

function readSessions(path: string): Session[] {
  const sessions: Session[] = [];
  let keys = 0;
  for (const change of readHistory(path, COMMITS)) {
    const session = typeSession(change);
    if (session && keys < MOST_KEYS) {
      sessions.push(session);
      keys += session.keys.length;
    }
  }
  return sessions;
}

async function run(
  makeEngine: MakeEngine,
  speed: Speed,
  sessions: readonly Session[],
): Promise<{ readonly tally: Tally; readonly spent: Spent }> {
  const time = new FakeTime();
  const { model, spent } = simulateModel(
    () => {
      if (!editor.standing) throw new Error('The model was asked before anything was typed.');
      return editor.standing;
    },
    speed,
    time,
  );
  const editor = new SimulatedEditor(makeEngine(model, time), time);
  for (const [number, session] of sessions.entries()) await editor.type(session, number);
  return { tally: editor.tally, spent };
}

function describe({ tally, spent }: { readonly tally: Tally; readonly spent: Spent }): string[] {
  const perThousand = (count: number) => ((1_000 * count) / tally.keys).toFixed(0);
  return [
    perThousand(spent.requests),
    perThousand(spent.tokensSent),
    ((1_000 * tally.usable) / tally.keys).toFixed(1),
    perThousand(tally.shown),
    `${((100 * tally.usable) / tally.shown).toFixed(0)} %`,
    perThousand(tally.keysWithUsable),
  ];
}

void main();
