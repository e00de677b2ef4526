import { describe, expect, it } from 'vitest';
import { parseModels } from '../../../../src/core/config/models';
import { parseParameters } from '../../../../src/core/config/parameters';

describe('parameters of a model', () => {
  it.each([
    [{}],
    [{ temperature: 0 }],
    [{ temperature: 2, topP: 1, maxTokens: 1, seed: -1, stop: ['a'] }],
    [{ temperature: 0.2, chat: { temperature: 0.7, stop: [] }, commit: { maxTokens: 200 } }],
  ])('%j are taken as they are', (raw) => {
    expect(parseParameters(raw)).toEqual(raw);
  });

  it.each([
    [5, '"parameters" must be an object'],
    [{ temperature: 2.1 }, '"parameters" needs a number from 0 to 2 as "temperature"'],
    [{ temperature: '0' }, '"parameters" needs a number from 0 to 2 as "temperature"'],
    [{ topP: 0 }, '"parameters" needs a number above 0, at most 1 as "topP"'],
    [{ maxTokens: 0.5 }, '"parameters" needs a whole number from 1 as "maxTokens"'],
    [{ seed: 1.5 }, '"parameters" needs a whole number as "seed"'],
    [{ stop: 'x' }, '"parameters" needs a list of texts as "stop"'],
    [{ stop: [''] }, '"parameters" needs a list of texts as "stop"'],
    [{ top_p: 1 }, '"parameters" does not know "top_p"'],
    [{ chat: 1 }, '"parameters.chat" must be an object'],
    [{ chat: { temperature: 3 } }, '"parameters.chat" needs a number from 0 to 2 as "temperature"'],
    [{ chat: { chat: {} } }, '"parameters.chat" does not know "chat"'],
  ])('%j are refused', (raw, problem) => {
    expect(parseParameters(raw)).toBe(problem);
  });

  it('belong to an entry of fairwind.models, which is left out when they are wrong', () => {
    const good = { id: 'a', provider: 'ollama', model: 'm', parameters: { seed: 3 } };
    const bad = { id: 'b', provider: 'ollama', model: 'm', parameters: { seed: 'x' } };
    const { value, problems } = parseModels([good, bad]);
    expect(value).toMatchObject([{ id: 'a', parameters: { seed: 3 } }]);
    expect(problems).toEqual(['entry 2: "parameters" needs a whole number as "seed"']);
  });
});
