/** Holds docs/protocol.md to src/protocol/engine.ts and to the settings table, in both directions. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SETTINGS } from '../../src/core/config/settings';
import { Method } from '../../src/protocol/engine';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/protocol.md'), 'utf8');
const types = ['engine', 'chat', 'inlineChat', 'commit', 'apply', 'embedded']
  .map((name) => readFileSync(join(root, `src/protocol/${name}.ts`), 'utf8'))
  .join('\n');
const modelErrors = readFileSync(join(root, 'src/core/model/errors.ts'), 'utf8');

it('describes exactly the methods that exist', () => {
  const rows = [...page.matchAll(/^\| `(fairwind\/[^`]+)` \| (request|notification)/gm)].map(
    (match) => match[1],
  );
  expect(rows.sort()).toEqual(Object.values(Method).sort());
});

it('describes exactly the settings that exist, with their defaults', () => {
  const rows = [...page.matchAll(/^\| `(fairwind\.[^`]+)` \| `([^`]+)` \|/gm)].map(
    (match) => [match[1], JSON.parse(match[2] ?? '')] as const,
  );
  expect(Object.fromEntries(rows)).toEqual(
    Object.fromEntries(Object.entries(SETTINGS).map(([key, value]) => [key, value.default])),
  );
});

it('names exactly the kinds of error that exist', () => {
  const section = page.slice(page.indexOf('## Errors'));
  const described = [...section.matchAll(/^`[^\n]+`$/gm)].flatMap((line) =>
    [...line[0].matchAll(/`(\w+)`/g)].map((match) => match[1]),
  );
  const defined = [...unionMembers(modelErrors, 'ModelErrorKind'), ...unionMembers(types, 'EngineErrorKind')];
  expect(described.sort()).toEqual(defined.sort());
});

it.each([
  'ChatTurnParams',
  'InlineChatParams',
  'InlineChatResult',
  'ChatTurnResult',
  'ChatContextItem',
  'CommitDraftParams',
  'CommitDraftResult',
  'CommitRewordParams',
  'CommitRewordResult',
  'CommitExplainParams',
  'CommitExplainResult',
  'CommitBranchNamesResult',
  'CommitPullRequestParams',
  'CommitPullRequestResult',
  'CommitPart',
  'CommitStagePartParams',
  'CommitStagePartResult',
  'CommitUndoStagePartResult',
  'CommitHookParams',
  'CommitHookState',
  'CompletionWhyResult',
  'NextEditProposal',
  'NextEditAskParams',
  'NextEditAskResult',
  'NextEditAnswerParams',
  'StatusParams',
  'SecretGetParams',
  'ModelsListResult',
  'ModelDetails',
  'ModelsChatParams',
  'ModelsChatResult',
  'ModelsCheckParams',
  'ModelsCheckResult',
  'ModelCheckData',
  'CheckItem',
  'InitializationOptions',
])('names every field of %s', (name) => {
  const body = new RegExp(`interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(types)?.[1] ?? '';
  const fields = [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map((match) => match[1] ?? '');
  expect(fields.length).toBeGreaterThan(0);
  expect(fields.filter((field) => !new RegExp(`\\b${field}\\b`).test(page))).toEqual([]);
});

function unionMembers(source: string, name: string): string[] {
  const start = source.indexOf(`export type ${name} =`);
  return [...source.slice(start, source.indexOf(';', start)).matchAll(/'(\w+)'/g)].map(
    (match) => match[1] ?? '',
  );
}
