/** What of other files goes with a request to the model. */
import { expect, it } from 'vitest';
import { createCompletionEngine } from '../../../../../src/core/completion/completionEngine';
import type { ContextRequest } from '../../../../../src/core/completion/context/completionContext';
import { plainPorts, requestAt, scriptedModel } from '../support';

const PIECES = [{ path: 'src/other.ts', text: 'export const other = 1;' }];

async function complete(contextTokens: number, marked = 'one();\n  two(█)') {
  const asked: ContextRequest[] = [];
  const scripted = scriptedModel('three', contextTokens);
  const engine = createCompletionEngine({
    ...plainPorts,
    model: async () => scripted.model,
    context: (request) => {
      asked.push(request);
      return PIECES;
    },
  });
  const request = requestAt(marked);
  await engine.complete(request, new AbortController().signal);
  await engine.complete(request, new AbortController().signal);
  return { asked, requests: scripted.requests };
}

it('is asked for at the cursor, and sent', async () => {
  const { asked, requests } = await complete(8_192);
  expect(asked[0]).toMatchObject({
    uri: 'file:///project/src/file',
    languageId: 'typescript',
    cursor: { line: 1, character: 6 },
    window: { prefix: 'one();\n  two(', suffix: ')' },
  });
  expect(requests[0]).toMatchObject({ extra: PIECES });
});

it('is not asked for when the answer is known', async () => {
  const { asked, requests } = await complete(8_192);
  expect([asked.length, requests.length]).toEqual([1, 1]);
});

it.each([
  [8_192, 1_000],
  [2_820, 500],
  [2_048, 0],
])('leaves room for the window and the answer with a model of %i tokens', async (contextTokens, budget) => {
  const { asked } = await complete(contextTokens);
  expect(asked[0]?.budget).toBe(budget);
});
