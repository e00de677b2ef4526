/** The packed grammars in the built engine: a suggestion that indentation alone would end too early. */
import { expect, it, vi } from 'vitest';
import type { InlineCompletions } from '../support/engine';
import { TestEngine } from '../support/engine';
import { FakeModelServer } from '../support/fakeModelServer';
import { infillWire } from '../support/modelWires';

const LANGUAGES = [
  ['typescript', 'const ok = ', 'a &&\n  b;', '\nnext();'],
  ['python', 'total = ', '(a +\n         b)', '\nnext()'],
  ['csharp', 'var ok = ', 'a &&\n    b;', '\nNext();'],
] as const;

it.each(LANGUAGES)('%s: finishes a statement of two lines and stops there', async (languageId, ...parts) => {
  const [line, statement, rest] = parts;
  await using server = await FakeModelServer.start({ body: infillWire([statement, rest]) });
  const model = {
    id: 'coder',
    provider: 'llamacpp',
    baseUrl: server.url,
    model: 'tiny',
    contextTokens: 8_192,
    fim: 'infill',
  };
  const engine = await TestEngine.start({
    folders: ['file:///project'],
    settings: { models: [model], completion: { workspaceFirst: false } },
  });
  try {
    // The grammar loads behind the first request, so that one is answered by indentation.
    let document = 0;
    await vi.waitFor(
      async () => {
        const uri = `file:///project/${++document}.txt`;
        engine.open(uri, languageId, `${line}\n`);
        const answer = await engine.inlineCompletion(uri, { line: 0, character: line.length });
        expect(textsOf(answer)).toEqual([statement]);
      },
      { timeout: 10_000, interval: 50 },
    );
  } finally {
    await engine.stop();
  }
});

function textsOf(answer: InlineCompletions | null): string[] {
  const items = Array.isArray(answer) ? answer : ((answer as { items?: [] } | null)?.items ?? []);
  return items.map((item: { insertText: string }) => item.insertText);
}
