import { describe, expect, it } from 'vitest';
import { matchCommands } from '../../../src/webview/composer/suggestions';

const names = ['explain', 'fix', 'tests', 'my-tests', 'doc'];
const commands = names.map((name) => ({ name, description: '', isPromptFile: false }));

describe('matchCommands', () => {
  it.each([
    { query: '', found: names },
    { query: 'te', found: ['tests', 'my-tests'] },
    { query: 'TE', found: ['tests', 'my-tests'] },
    { query: 'x', found: ['explain', 'fix'] },
    { query: 'zzz', found: [] },
  ])('finds for "$query" those that begin with it first', ({ query, found }) => {
    expect(matchCommands(commands, query).map(({ name }) => name)).toEqual(found);
  });
});
