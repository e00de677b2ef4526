import type { ModelParameters, ModelRole, ParameterName } from '../model/languageModel';
import type { EntryParameters } from '../model/parameters';

/** What each parameter may be, and how that is said. */
const RULES: Readonly<
  Record<ParameterName, { readonly isValid: (value: unknown) => boolean; readonly words: string }>
> = {
  temperature: { isValid: (value) => isBetween(value, 0, 2), words: 'a number from 0 to 2' },
  topP: { isValid: (value) => isBetween(value, 0, 1) && value !== 0, words: 'a number above 0, at most 1' },
  maxTokens: {
    isValid: (value) => Number.isInteger(value) && isBetween(value, 1, 1e7),
    words: 'a whole number from 1',
  },
  seed: { isValid: (value) => Number.isInteger(value), words: 'a whole number' },
  stop: {
    isValid: (value) =>
      Array.isArray(value) && value.every((text) => typeof text === 'string' && text !== ''),
    words: 'a list of texts',
  },
};

const ROLES = { completion: true, chat: true, commit: true } satisfies Record<ModelRole, true>;

/** Reads `parameters` of an entry of `fairwind.models`, or says what is wrong with it. */
export function parseParameters(raw: unknown): EntryParameters | string {
  if (!isRecord(raw)) return '"parameters" must be an object';
  const own = Object.entries(raw).filter(([name]) => !Object.hasOwn(ROLES, name));
  const parsed: Record<string, unknown> = {};
  for (const [role, value] of Object.entries(raw)) {
    if (!Object.hasOwn(ROLES, role)) continue;
    const problem = isRecord(value) ? findProblem(Object.entries(value)) : 'must be an object';
    if (problem !== undefined) return `"parameters.${role}" ${problem}`;
    parsed[role] = value;
  }
  const problem = findProblem(own);
  if (problem !== undefined) return `"parameters" ${problem}`;
  return { ...(Object.fromEntries(own) as ModelParameters), ...parsed };
}

function findProblem(entries: readonly (readonly [string, unknown])[]): string | undefined {
  for (const [name, value] of entries) {
    if (!Object.hasOwn(RULES, name)) return `does not know "${name}"`;
    const { isValid, words } = RULES[name as ParameterName];
    if (!isValid(value)) return `needs ${words} as "${name}"`;
  }
  return undefined;
}

function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
