/** What is needed of a repository to choose one and to name it. */
export interface ChoosableRepository {
  readonly rootUri: { readonly path: string; readonly fsPath: string; toString(): string };
  readonly ui: { readonly selected: boolean };
}

/** Which repository a command is for; `ask` when only the person can say, the likeliest first. */
export type RepositoryChoice<R> =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly repository: R }
  | { readonly kind: 'ask'; readonly repositories: readonly R[] };

export interface ChoiceOptions<R extends ChoosableRepository> {
  /** Those that the editor shows. */
  readonly repositories: readonly R[];
  /** The root of the one that was clicked; absent from the palette and by key. */
  readonly clicked?: R['rootUri'];
  /** True where the selected one is meant: by key, in its box. */
  readonly isSelectedMeant?: boolean;
  /** Those that the command can do something for; all when absent. A clicked one is taken all the same. */
  readonly suits?: (repository: R) => boolean;
  /** One name for a folder, however it is reached: through a link, or with another case where case does not count. */
  readonly realPath: (path: string) => string;
}

/** A wrong repository is worse than none: a clicked one is matched by its exact root, and of several the person picks. */
export function chooseRepository<R extends ChoosableRepository>({
  repositories,
  clicked,
  isSelectedMeant = false,
  suits = () => true,
  realPath,
}: ChoiceOptions<R>): RepositoryChoice<R> {
  if (clicked) {
    const found =
      repositories.find(({ rootUri }) => rootUri.toString() === clicked.toString()) ??
      repositories.find(({ rootUri }) => realPath(rootUri.fsPath) === realPath(clicked.fsPath));
    if (found) return { kind: 'one', repository: found };
  }
  const selected = repositories.filter(({ ui }) => ui.selected);
  const [only] = selected;
  if (isSelectedMeant && selected.length === 1 && only) return { kind: 'one', repository: only };
  const suited = repositories.filter(suits);
  const [first] = suited;
  if (!first) return { kind: 'none' };
  if (suited.length === 1) return { kind: 'one', repository: first };
  const others = suited.filter((repository) => !selected.includes(repository));
  return {
    kind: 'ask',
    repositories: [...suited.filter((repository) => selected.includes(repository)), ...others],
  };
}

/** A repository's name for people: its folder's, with the folder above where another one is called the same. */
export function repositoryName(
  { rootUri }: Pick<ChoosableRepository, 'rootUri'>,
  all: readonly Pick<ChoosableRepository, 'rootUri'>[] = [],
): string {
  const name = lastParts(rootUri.path, 1);
  const same = all.filter((other) => lastParts(other.rootUri.path, 1) === name);
  return same.length > 1 ? lastParts(rootUri.path, 2) : name;
}

function lastParts(path: string, count: number): string {
  return path
    .split('/')
    .filter((part) => part !== '')
    .slice(-count)
    .join('/');
}
