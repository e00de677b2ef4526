/**
 * What a repository's `prepare-commit-msg` hook runs: `hook.js settings.json .git/COMMIT_EDITMSG [source] [commit]`, in
 * the root of the working tree. It starts an engine, has it draft a message, and writes that above git's own text.
 * Whatever fails, or takes too long, leaves the message as it is; it always succeeds and prints nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CommitDraftResult } from '../../protocol/commit';
import { Method } from '../../protocol/engine';
import { EngineProcess } from './engineProcess';
import { isOpenMessage, withMessage } from './hookRules';
import type { HookSettings } from './hookSettings';

let engine: EngineProcess | undefined;

function end(): never {
  engine?.kill();
  process.exit(0);
}

async function run([settingsPath = '', messagePath = '', source = '']: readonly string[]): Promise<void> {
  const before = readFileSync(messagePath, 'utf8');
  if (!isOpenMessage(before, source)) return;
  const hook = JSON.parse(readFileSync(settingsPath, 'utf8')) as HookSettings;
  setTimeout(end, hook.timeoutMs);
  engine = new EngineProcess({ server: hook.server, answer: answerEngine });
  const draft = await askForDraft(engine, hook);
  // Without `source` staged, git's own message or none at all is what the person wants to see.
  if (draft.source !== 'staged' || draft.writtenBy === 'git') return;
  const after = withMessage(before, draft.message);
  if (after !== undefined && readFileSync(messagePath, 'utf8') === before) writeFileSync(messagePath, after);
}

async function askForDraft(
  running: EngineProcess,
  { settings, globalStorageUri }: HookSettings,
): Promise<CommitDraftResult> {
  const initializationOptions = { settings, globalStorageUri, providesSecrets: true };
  const capabilities = {};
  await running.request('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities,
    initializationOptions,
  });
  const indexFile = process.env['GIT_INDEX_FILE'];
  const params = {
    partialResultToken: 1,
    repositoryUri: pathToFileURL(process.cwd()).href,
    notes: '',
    // `git commit -a` and `git commit FILE` commit from an index of their own.
    ...(indexFile !== undefined && { indexFile: resolve(indexFile) }),
  };
  return (await running.request(Method.commitDraft, params)) as CommitDraftResult;
}

/** A key for the model is in the environment of whoever commits, or there is none: no file holds one. */
function answerEngine(method: string): unknown {
  return method === Method.secretGet ? { key: process.env['FAIRWIND_KEY'] ?? null } : null;
}

process.on('uncaughtException', end);
void run(process.argv.slice(2))
  .catch(() => undefined)
  .finally(end);
