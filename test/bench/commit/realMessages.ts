import type { FileChange } from '../../../src/core/commit/change';
import { cleanMessage } from '../../../src/core/commit/cleanMessage';
import type { CommitInput } from '../../../src/core/commit/commitInput';
import { type DraftContext, draftContext } from '../../../src/core/commit/draftContext';
import { inventedNames } from '../../../src/core/commit/inventedNames';
import { isBot, isMadeByTool } from '../../../src/core/commit/madeByTool';
import { type ProblemKind, messageProblems } from '../../../src/core/commit/messageProblems';
import { packChange } from '../../../src/core/commit/packer';
import { polish } from '../../../src/core/commit/polish';
import { measureStyle, subjectOf } from '../../../src/core/commit/style';
import { git, nameOf, readCommits } from './history';

/** Tokens of a change as a model is shown it. */
const CHANGE_TOKENS = 8_000;
const MESSAGES_MEASURED = 60;
/** How far away the commit is whose change a message is held to for comparison. */
const DISTANCE = 7;
const MOST_FILES_READ = 30;

/** What drafts are held to, said of one message that a person wrote. */
export interface Judged {
  readonly kinds: readonly ProblemKind[];
  /** Whether it names anything as code is named. */
  readonly hasNames: boolean;
  /** Where its names are that count as made up: in the change after all, in its files around it, or nowhere there. */
  readonly madeUp?: 'inChange' | 'inFiles' | 'elsewhere';
  /** Whether its names count as made up for the change of another commit. */
  readonly isMadeUpElsewhere: boolean;
}

/**
 * Holds the messages that people wrote to what drafts are held to once rules have polished them, each with its own
 * change and the log before it.
 */
export function judgeRealMessages(repository: string, count: number): Judged[] {
  const commits = readCommits(repository, count);
  return commits.flatMap(({ id, files, patch }, index) => {
    const message = realMessage(repository, id);
    if (message === undefined) return [];
    const context = contextOf(repository, id, files);
    const other = commits[(index + DISTANCE) % commits.length];
    const foreign = contextOf(repository, id, other?.files ?? files);
    const problems = messageProblems(polish(message, context), context);
    const madeUp = problems.flatMap(({ kind, about }) => (kind === 'names' ? about : []));
    return [
      {
        kinds: [...new Set(problems.map(({ kind }) => kind))],
        hasNames: inventedNames(message, []).length > 0,
        ...(madeUp.length > 0 && { madeUp: placeOf(madeUp, patch, contentAfter(repository, id, files)) }),
        isMadeUpElsewhere: inventedNames(message, foreign.known).length > 0,
      },
    ];
  });
}

/**
 * A person's message without what others put into it, the number of the pull request and lines such as
 * `PiperOrigin-RevId: 1`, and without links, which no change tells.
 */
function realMessage(repository: string, id: string): string | undefined {
  const [author = '', text = ''] = git(repository, 'log', '-1', '--format=%an%x1f%B', id).split('\x1f');
  const message = cleanMessage(text)
    .replace(/^(.*\S) \((?:#|GH-)\d+\)$/m, '$1')
    .replace(/^[A-Za-z]+(?:-[A-Za-z]+)+: .*$/gm, '')
    .replace(/https?:\S+/g, '')
    .trim();
  return isBot(author) || message === '' || isMadeByTool(subjectOf(message)) ? undefined : message;
}

function contextOf(repository: string, id: string, files: readonly FileChange[]): DraftContext {
  const log = ['log', '--no-merges', '-n', String(MESSAGES_MEASURED), '--format=%B%x1e', `${id}^`];
  const recent = git(repository, ...log)
    .split('\x1e')
    .map((message) => message.trim())
    .filter(Boolean);
  const input: CommitInput = {
    state: { name: nameOf(repository), conflicts: [] },
    source: 'staged',
    files,
    recent,
    style: measureStyle(recent),
    conventions: { guidance: [] },
  };
  return draftContext(input, { notes: '', others: [] }, packChange(files, CHANGE_TOKENS).text);
}

function placeOf(names: readonly string[], patch: string, content: string): NonNullable<Judged['madeUp']> {
  const stands = (text: string) =>
    names.some((name) =>
      text.toLowerCase().includes((/[\w$]+(?=\W*$)/.exec(name)?.[0] ?? name).toLowerCase()),
    );
  return stands(patch) ? 'inChange' : stands(content) ? 'inFiles' : 'elsewhere';
}

function contentAfter(repository: string, id: string, files: readonly FileChange[]): string {
  const contents = files.slice(0, MOST_FILES_READ).map(({ path, status, isBinary }) => {
    if (status === 'deleted' || isBinary) return '';
    try {
      return git(repository, 'show', `${id}:${path}`);
    } catch {
      // A submodule has no content here.
      return '';
    }
  });
  return contents.join('\n');
}
