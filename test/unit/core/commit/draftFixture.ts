import type { CommitInput } from '../../../../src/core/commit/commitInput';
import type { CommitConventions } from '../../../../src/core/commit/conventions';
import { type DraftContext, type DraftRequest, draftContext } from '../../../../src/core/commit/draftContext';
import { withRules } from '../../../../src/core/commit/commitlint';
import { type CommitStyle, measureStyle } from '../../../../src/core/commit/style';
import { fileChange } from './fileChange';

export interface DraftSetup extends Partial<DraftRequest> {
  /** Messages of the log, newest first. */
  readonly recent?: readonly string[];
  readonly branch?: string;
  readonly conventions?: Partial<CommitConventions>;
  readonly style?: Partial<CommitStyle>;
  /** Added lines of the one changed file. */
  readonly added?: readonly string[];
  /** What git has noted for a squash. */
  readonly prepared?: string;
  /** The message of the commit that is amended. */
  readonly amended?: string;
}

/** A change of `src/parser.ts` in the repository `demo`. */
export function commitInput({
  recent = [],
  branch,
  conventions,
  style,
  added = ['export function readTree(text: string) {}'],
  prepared,
  amended,
}: DraftSetup): CommitInput {
  const lines = added.map((line) => `+${line}`);
  return {
    state: {
      name: 'demo',
      conflicts: [],
      ...(branch !== undefined && { branch }),
      ...(prepared !== undefined && { operation: { kind: 'squash', message: prepared } }),
    },
    source: amended === undefined ? 'staged' : 'amend',
    files: [fileChange('src/parser.ts', lines)],
    recent,
    style: { ...withRules(measureStyle(recent), conventions?.rules), ...style },
    conventions: { guidance: [], ...conventions },
    ...(amended !== undefined && { amended }),
  };
}

/** What a message for that change is held to. */
export function contextOf(setup: DraftSetup): DraftContext {
  const input = commitInput(setup);
  return draftContext(input, requestOf(setup), (setup.added ?? ['readTree']).join('\n'));
}

export function requestOf({ notes = '', wish, others = [] }: DraftSetup): DraftRequest {
  return { notes, others, ...(wish && { wish }) };
}
