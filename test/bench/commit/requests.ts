import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { likelyTokens } from '../../../src/core/model/estimateTokens';
import type { CommitDraftResult } from '../../../src/protocol/commit';
import { Method } from '../../../src/protocol/engine';
import { TestEngine } from '../../support/engine';
import { FakeModelServer, type ReceivedRequest } from '../../support/fakeModelServer';
import { chatCompletionsWire } from '../../support/modelWires';
import { git, readCommitIds } from './history';

/** Commits whose messages are drafted: each needs a checkout. */
const MOST_DRAFTS = 100;
const CONTEXT_TOKENS = 32_768;

export interface RequestCost {
  readonly commits: number;
  /** Likely tokens of all prompts of one message. */
  readonly tokens: readonly number[];
  readonly requests: readonly number[];
  /** Milliseconds from the request of the editor to the first character of the message in it. */
  readonly firstCharacter: readonly number[];
  /** Milliseconds until the request had reached the model's server. */
  readonly answered: readonly number[];
}

/**
 * Drafts the messages of real commits as the built engine does it, staged in a clone, with a server that answers at
 * once.
 */
export async function measureRequests(repositories: readonly string[], count: number): Promise<RequestCost> {
  let reached = 0;
  const script = ({ body }: ReceivedRequest) => {
    reached ||= performance.now();
    const isSummary = body.includes('You summarise a part');
    return { body: chatCompletionsWire([isSummary ? '1. Changes it' : 'Change it']) };
  };
  await using server = await FakeModelServer.start(script);
  const models = [
    { id: 'm', provider: 'openai', baseUrl: `${server.url}/v1`, model: 'm', contextTokens: CONTEXT_TOKENS },
  ];
  const engine = await TestEngine.start({
    // This is bundled, so the engine is not where it is seen from the source.
    server: resolve('dist/server.js'),
    settings: { 'fairwind.models': models },
    secrets: { m: 'key' },
  });
  const cost = { tokens: [], requests: [], firstCharacter: [], answered: [] } as Record<string, number[]>;
  const folder = mkdtempSync(join(tmpdir(), 'fairwind-bench-'));
  try {
    const each = Math.max(1, Math.floor(Math.min(count, MOST_DRAFTS / repositories.length)));
    for (const repository of repositories) {
      const clone = join(folder, String(cost['tokens']?.length));
      git(repository, 'clone', '--quiet', '--shared', '--no-checkout', repository, clone);
      for (const commit of readCommitIds(repository, each)) {
        git(clone, 'update-ref', '--no-deref', 'HEAD', `${commit}^`);
        git(clone, 'read-tree', commit);
        const before = server.requests.length;
        reached = 0;
        let first = 0;
        const started = performance.now();
        await engine.stream<CommitDraftResult>(
          Method.commitDraft,
          { repositoryUri: pathToFileURL(clone).href, notes: '' },
          undefined,
          (text) => (first ||= text === '' ? 0 : performance.now()),
        );
        const sent = server.requests.slice(before);
        cost['tokens']?.push(sent.reduce((sum, { body }) => sum + likelyTokens(promptIn(body)), 0));
        cost['requests']?.push(sent.length);
        cost['firstCharacter']?.push(first - started);
        cost['answered']?.push(reached - started);
      }
    }
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const { tokens = [], requests = [], firstCharacter = [], answered = [] } = cost;
  return { commits: tokens.length, tokens, requests, firstCharacter, answered };
}

function promptIn(body: string): string {
  const { messages } = JSON.parse(body) as { messages: readonly { content: string }[] };
  return messages.map(({ content }) => content).join('\n');
}
