import { describe, expect, it } from 'vitest';
import type { CommitDraftProgress, CommitDraftResult } from '../../../src/protocol/commit';
import { abortError } from '../../../src/util/abort';
import { Candidates } from '../../../src/vscode/scm/candidates';
import { CommitDrafts, type DraftParams } from '../../../src/vscode/scm/commitDrafts';
import { chooseRepository, repositoryName } from '../../../src/vscode/scm/repositoryChoice';

const RESULT: CommitDraftResult = {
  message: 'Add x',
  source: 'staged',
  writtenBy: 'model',
  filesNamedOnly: 0,
  filesExcluded: 0,
  remarks: [],
};

function repositoryAt(path: string, isSelected = false) {
  const listeners = new Set<() => void>();
  return {
    rootUri: { path, fsPath: path, toString: () => `file://${path}` },
    inputBox: { value: '' },
    ui: { selected: isSelected },
    onDidCommit(listener: () => void) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    commit() {
      for (const listener of listeners) listener();
    },
    get listeners() {
      return listeners.size;
    },
  };
}

/** Drafts whose requests the test answers by hand. */
function setUp() {
  const requests: {
    readonly params: DraftParams;
    readonly progress: (progress: CommitDraftProgress) => void;
    readonly answer: (message: string) => void;
    readonly fail: (error: Error) => void;
    readonly signal: AbortSignal;
  }[] = [];
  const shown: { name: string; isAmend: boolean; stop: () => void; stages: string[] }[] = [];
  const ports = {
    request: (params: DraftParams, progress: (progress: CommitDraftProgress) => void, signal: AbortSignal) =>
      new Promise<CommitDraftResult>((resolve, reject) => {
        const answer = (message: string) => resolve({ ...RESULT, message });
        requests.push({ params, progress, answer, fail: reject, signal });
      }),
    async showProgress(
      options: { name: string; isAmend: boolean; stop: () => void },
      task: (report: (stage: string) => void) => Promise<void>,
    ) {
      const stages: string[] = [];
      shown.push({ ...options, stages });
      await task((stage) => stages.push(stage));
    },
    onDidChange: () => {},
  };
  return { drafts: new CommitDrafts(ports), ports, requests, shown };
}

describe('a draft', () => {
  it('streams into the box of its repository, with what is being done beside it', async () => {
    const { drafts, requests, shown } = setUp();
    const repository = repositoryAt('/w/alpha');
    repository.inputBox.value = 'my words';
    const drafting = drafts.draft(repository, { name: 'alpha' });
    expect(drafts.runningRoots).toEqual(['file:///w/alpha']);
    requests[0]?.progress({ text: '', stage: 'writing' });
    expect(repository.inputBox.value).toBe('my words');
    requests[0]?.progress({ text: 'Add' });
    expect(repository.inputBox.value).toBe('Add');
    requests[0]?.answer('Add x');
    await expect(drafting).resolves.toMatchObject({ message: 'Add x' });
    expect(repository.inputBox.value).toBe('Add x');
    expect(requests[0]?.params).toEqual({ repositoryUri: 'file:///w/alpha', notes: 'my words', others: [] });
    expect(shown).toMatchObject([{ name: 'alpha', isAmend: false, stages: ['writing'] }]);
    expect(drafts.runningRoots).toEqual([]);
  });

  it('gives the text back when it is stopped, even by an engine that never answers', async () => {
    const { drafts, requests, shown } = setUp();
    const repository = repositoryAt('/w/alpha');
    repository.inputBox.value = 'my words';
    const drafting = drafts.draft(repository, { name: 'alpha' });
    requests[0]?.progress({ text: 'Add' });
    shown[0]?.stop();
    expect(repository.inputBox.value).toBe('my words');
    await expect(drafting).resolves.toBeUndefined();
    requests[0]?.progress({ text: ' x' });
    expect(repository.inputBox.value).toBe('my words');
    expect(requests[0]?.signal.aborted).toBe(true);
    expect(drafts.finishedRoots).toEqual([]);
  });

  it('gives the text back when it fails, and says why', async () => {
    const { drafts, requests } = setUp();
    const repository = repositoryAt('/w/alpha');
    repository.inputBox.value = 'my words';
    const drafting = drafts.draft(repository, { name: 'alpha' });
    requests[0]?.progress({ text: 'Add' });
    requests[0]?.fail(new Error('gone'));
    await expect(drafting).rejects.toThrow('gone');
    expect(repository.inputBox.value).toBe('my words');
  });

  it('is nothing to undo where the person typed into the box meanwhile', async () => {
    const { drafts, requests } = setUp();
    const repository = repositoryAt('/w/alpha');
    const drafting = drafts.draft(repository, { name: 'alpha' });
    requests[0]?.progress({ text: 'Add' });
    repository.inputBox.value = 'mine';
    requests[0]?.answer('Add x');
    await expect(drafting).resolves.toBeUndefined();
    expect(repository.inputBox.value).toBe('mine');
    expect(drafts.finishedRoots).toEqual([]);
  });

  it('runs once for a repository, and beside those of others', async () => {
    const { drafts, requests } = setUp();
    const [alpha, beta] = [repositoryAt('/w/alpha'), repositoryAt('/w/beta')];
    void drafts.draft(alpha, { name: 'alpha' });
    await expect(drafts.draft(alpha, { name: 'alpha' })).resolves.toBeUndefined();
    const second = drafts.draft(beta, { name: 'beta' });
    expect(requests).toHaveLength(2);
    drafts.stop(beta);
    await second;
    expect([drafts.isRunningFor(alpha), drafts.isRunningFor(beta)]).toEqual([true, false]);
    drafts.stop();
    expect(requests[0]?.signal.aborted).toBe(true);
  });

  it('can be varied, from the same words, and undone all at once', async () => {
    const { drafts, requests } = setUp();
    const repository = repositoryAt('/w/alpha');
    repository.inputBox.value = 'my words';
    for (const [wish, message] of [
      [undefined, 'Add x'],
      ['longer', 'Add x\n\nBody.'],
      ['shorter', 'x'],
    ] as const) {
      const drafting = drafts.draft(repository, { name: 'alpha', ...(wish && { wish }) });
      requests.at(-1)?.answer(message);
      await drafting;
    }
    expect(requests.map(({ params }) => params)).toMatchObject([
      { notes: 'my words', others: [] },
      { notes: 'my words', wish: 'longer', others: ['Add x'] },
      { notes: 'my words', wish: 'shorter', others: ['Add x', 'Add x\n\nBody.'] },
    ]);
    drafts.undo(repository);
    expect(repository.inputBox.value).toBe('my words');
    expect(repository.listeners).toBe(0);
  });

  it('takes an edited draft for the person’s words', async () => {
    const { drafts, requests } = setUp();
    const repository = repositoryAt('/w/alpha');
    const drafting = drafts.draft(repository, { name: 'alpha' });
    requests[0]?.answer('Add x');
    await drafting;
    repository.inputBox.value = 'Add x, and y';
    void drafts.draft(repository, { name: 'alpha', wish: 'longer' });
    expect(requests[1]?.params).toMatchObject({ notes: 'Add x, and y', others: [] });
    drafts.stop();
  });

  it('is forgotten once it is committed', async () => {
    const { drafts, requests } = setUp();
    const repository = repositoryAt('/w/alpha');
    const drafting = drafts.draft(repository, { name: 'alpha' });
    requests[0]?.answer('Add x');
    await drafting;
    expect(drafts.finishedRoots).toEqual(['file:///w/alpha']);
    repository.commit();
    expect(drafts.finishedRoots).toEqual([]);
  });

  it('of the last commit stays one when it is varied', async () => {
    const { drafts, requests, shown } = setUp();
    const repository = repositoryAt('/w/alpha');
    const drafting = drafts.draft(repository, { name: 'alpha', isAmend: true });
    requests[0]?.answer('Add x');
    await drafting;
    void drafts.draft(repository, { name: 'alpha', wish: 'shorter' });
    expect(requests.map(({ params }) => params.amend)).toEqual([true, true]);
    expect(shown.map(({ isAmend }) => isAmend)).toEqual([true, true]);
    drafts.stop();
  });
});

describe('candidates', () => {
  const PARAMS = { repositoryUri: 'file:///w/alpha', notes: 'mine' };
  const { signal } = new AbortController();

  it('are asked for with those before them, and none comes twice', async () => {
    const { ports, requests } = setUp();
    const candidates = new Candidates(ports, PARAMS, ['Add x']);
    const adding = candidates.add({}, signal);
    requests[0]?.answer('Introduce x');
    await expect(adding).resolves.toBe('Introduce x');
    const again = candidates.add({}, signal);
    requests[1]?.answer('add X.');
    await expect(again).resolves.toBeUndefined();
    expect(candidates.messages).toEqual(['Add x', 'Introduce x']);
    expect(requests.map(({ params }) => params.others)).toEqual([['Add x'], ['Add x', 'Introduce x']]);
    expect(candidates.resultOf('Introduce x')).toMatchObject({ writtenBy: 'model' });
    expect(candidates.resultOf('Add x')).toBeUndefined();
  });

  it('vary the one that is looked at', async () => {
    const { ports, requests } = setUp();
    const candidates = new Candidates(ports, PARAMS, ['Add x', 'Introduce x']);
    const adding = candidates.add({ wish: 'shorter', from: 'Add x' }, signal);
    requests[0]?.answer('x');
    await adding;
    expect(requests[0]?.params).toMatchObject({ wish: 'shorter', others: ['Introduce x', 'Add x'] });
  });

  it('end with the list, even where the engine never answers', async () => {
    const { ports } = setUp();
    const controller = new AbortController();
    const adding = new Candidates(ports, PARAMS, []).add({}, controller.signal);
    controller.abort();
    await expect(adding).rejects.toThrow(abortError().message);
  });
});

describe('the repository that a command is for', () => {
  const alpha = repositoryAt('/w/alpha');
  const beta = repositoryAt('/w/beta', true);
  const nested = repositoryAt('/w/alpha/lib/beta');
  const realPath = (path: string) => path.replace('/link', '/w');
  const choose = (options: Partial<Parameters<typeof chooseRepository<typeof alpha>>[0]>) =>
    chooseRepository({ repositories: [alpha, beta, nested], realPath, ...options });

  it.each([
    ['the one that was clicked', { clicked: nested.rootUri }, { kind: 'one', repository: nested }],
    [
      'the one that was clicked, through a link',
      { clicked: repositoryAt('/link/alpha').rootUri },
      { kind: 'one', repository: alpha },
    ],
    [
      'any, when the clicked one is gone',
      { clicked: repositoryAt('/x').rootUri },
      { kind: 'ask', repositories: [beta, alpha, nested] },
    ],
    [
      'any, from the palette, the selected one first',
      {},
      { kind: 'ask', repositories: [beta, alpha, nested] },
    ],
    ['the selected one, by key', { isSelectedMeant: true }, { kind: 'one', repository: beta }],
    ['the only one', { repositories: [alpha] }, { kind: 'one', repository: alpha }],
    [
      'the only one that suits',
      { suits: (one: unknown) => one === alpha },
      { kind: 'one', repository: alpha },
    ],
    ['none where none suits', { suits: () => false }, { kind: 'none' }],
    ['none where there is none', { repositories: [] }, { kind: 'none' }],
  ])('is %s', (_name, options, choice) => {
    expect(choose(options)).toEqual(choice);
  });

  it('is named so that it is told from others', () => {
    const all = [alpha, beta, nested];
    expect(all.map((repository) => repositoryName(repository, all))).toEqual(['alpha', 'w/beta', 'lib/beta']);
  });
});
