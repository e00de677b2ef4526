/**
 * When to ask: real commits typed again key by key, in virtual time, against a model that knows the truth with errors.
 * Paths of git repositories as arguments; this repository without.
 */
import { resolve } from 'node:path';
import type { WorkspaceModel } from '../../src/core/ngram/workspaceModel';
import { documentId, languageIdOfPath } from '../../src/server/workspaceIndex/documentId';
import { FakeTime } from '../support/fakeTime';
import { readHistory } from './nextEdit/history';
import { SimulatedEditor } from './requests/editor';
import { type Speed, type Spent, simulateModel } from './requests/simulatedModel';
import { type Session, typeSession } from './requests/typist';
import { type MakeAnswerer, WAYS } from './requests/ways';
import { learnWorkspaceBefore } from './requests/workspaceBefore';
import { printTable } from './report';

const COMMITS = 400;
/** Keys for one repository, the file that passes it included. */
const MOST_KEYS = 2_500;

const SPEEDS: readonly Speed[] = [
  { name: 'fast (80 ms + 2 ms a unit)', firstMs: 80, unitMs: 2 },
  { name: 'usual (250 ms + 4 ms a unit)', firstMs: 250, unitMs: 4 },
  { name: 'slow (900 ms + 10 ms a unit)', firstMs: 900, unitMs: 10 },
];

/** A session with the repository it is from. */
interface Replay {
  readonly repository: string;
  readonly session: Session;
}

/** One way of asking one model, which goes through all sessions. */
class Trial {
  readonly spent: Spent;
  readonly #editor: SimulatedEditor;
  #workspaceModel: WorkspaceModel | undefined;

  constructor(
    readonly name: string,
    makeAnswerer: MakeAnswerer,
    readonly speed: Speed,
  ) {
    const time = new FakeTime();
    const { model, spent } = simulateModel(() => this.#standing, speed, time);
    this.spent = spent;
    const workspaceModel = () => {
      if (!this.#workspaceModel) throw new Error('The workspace model was asked outside a session.');
      return this.#workspaceModel;
    };
    const askAgain = () => this.#editor.askNow();
    this.#editor = new SimulatedEditor(makeAnswerer({ model, time, workspaceModel, askAgain }), time);
  }

  async type(session: Session, uri: string, workspaceModel: WorkspaceModel): Promise<void> {
    this.#workspaceModel = workspaceModel;
    workspaceModel.setDocument(documentId(uri), session.text, languageIdOfPath(session.path));
    workspaceModel.indexSlice(Infinity);
    await this.#editor.type(session, uri);
  }

  get tally() {
    return this.#editor.tally;
  }

  get #standing() {
    if (!this.#editor.standing) throw new Error('The model was asked before anything was typed.');
    return this.#editor.standing;
  }
}

async function main(): Promise<void> {
  const paths = process.argv.slice(2);
  const replays = (paths.length > 0 ? paths : ['.']).flatMap((path) => readSessions(resolve(path)));
  const keys = replays.reduce((sum, { session }) => sum + session.keys.length, 0);
  console.log(`${replays.length} files changed by commits, ${keys} keys.`);
  const trials = SPEEDS.flatMap((speed) => WAYS.map(([name, make]) => new Trial(name, make, speed)));
  for (const [number, { repository, session }] of replays.entries()) {
    const uriOf = (path: string) => `file:///typed/${number}/${path}`;
    const workspaceModel = learnWorkspaceBefore(repository, session.commit, uriOf);
    for (const trial of trials) await trial.type(session, uriOf(session.path), workspaceModel);
  }
  for (const speed of SPEEDS)
    printTable(
      `Model ${speed.name}, per 1,000 keys`,
      ['', 'requests', 'tokens sent', 'usable', 'shown', 'usable of shown', 'keys with a usable one in view'],
      trials.filter((trial) => trial.speed === speed).map(describe),
    );
}

function readSessions(repository: string): Replay[] {
  const replays: Replay[] = [];
  let keys = 0;
  for (const change of readHistory(repository, COMMITS)) {
    const session = typeSession(change);
    if (session && keys < MOST_KEYS) {
      replays.push({ repository, session });
      keys += session.keys.length;
    }
  }
  return replays;
}

function describe({ name, tally, spent }: Trial): string[] {
  const perThousand = (count: number) => ((1_000 * count) / tally.keys).toFixed(0);
  return [
    name,
    perThousand(spent.requests),
    perThousand(spent.tokensSent),
    ((1_000 * tally.usable) / tally.keys).toFixed(1),
    perThousand(tally.shown),
    `${((100 * tally.usable) / tally.shown).toFixed(0)} %`,
    perThousand(tally.keysWithUsable),
  ];
}

void main();
