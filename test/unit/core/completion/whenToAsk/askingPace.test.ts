import { beforeEach, describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { AskingPace } from '../../../../../src/core/completion/whenToAsk/askingPace';
import { ASKING_POLICIES } from '../../../../../src/core/completion/whenToAsk/eagerness';
import { FakeTime } from '../../../../support/fakeTime';

const URI = 'file:///a.ts';
const document = TextDocument.create(URI, 'typescript', 1, '');

describe('AskingPace', () => {
  let time: FakeTime;
  let pace: AskingPace;

  beforeEach(() => {
    time = new FakeTime();
    pace = new AskingPace({ clock: time, timer: time });
  });

  /** Asks at once; tells after how many milliseconds it is time, `undefined` if not within ten seconds. */
  async function waited(
    trigger: 'automatic' | 'invoked' = 'automatic',
    uri = URI,
  ): Promise<number | undefined> {
    const started = time.now();
    let at: number | undefined;
    const asked = { document: { ...document, uri }, trigger } as const;
    const done = pace
      .wait(asked, 'model', ASKING_POLICIES.medium, new AbortController().signal)
      .then(() => (at = time.now()));
    for (let step = 0; step < 1_000 && at === undefined; step++) await time.advance(10);
    await done;
    return at === undefined ? undefined : at - started;
  }
  const edit = (offset: number, removed: string, inserted: string, uri = URI) =>
    pace.edited({ uri, offset, removed, inserted });
  const typeFast = async () => {
    for (let key = 0; key < 40; key++) {
      edit(key, '', 'a');
      await time.advance(key === 39 ? 0 : 80);
    }
  };

  it('asks at once before anything was typed', async () => {
    expect(await waited()).toBe(0);
  });

  it('waits in a burst of keys until the gap outlasts the usual ones, and less the longer it has lasted', async () => {
    await typeFast();
    await time.advance(50);
    expect(await waited()).toBe(30);
    await time.advance(500);
    expect(await waited()).toBe(0);
  });

  it('asks at once behind an opening bracket', async () => {
    await typeFast();
    edit(40, '', '()');
    expect(await waited()).toBe(0);
  });

  it('asks at once when the person asks, even in a burst or a composition', async () => {
    await typeFast();
    expect(await waited('invoked')).toBe(0);
    edit(40, '', 'ㅎ');
    expect(await waited('invoked')).toBe(0);
  });

  it('asks at once when a suggestion has been accepted whole, and only then', async () => {
    await typeFast();
    pace.showed(URI, { insertText: 'aha()', range: { start: 39, end: 40 } });
    edit(40, '', 'ha()');
    expect(await waited()).toBe(0);
    edit(44, '', 'b');
    expect(await waited()).toBeGreaterThan(0);
  });

  it('waits for the end of a composition, and for no longer than its pause', async () => {
    edit(0, '', 'ㅎ');
    expect(pace.isComposing(URI)).toBe(true);
    expect(pace.isComposing('file:///b.ts')).toBe(false);
    expect(await waited()).toBe(2_000);
    expect(pace.isComposing(URI)).toBe(false);
  });

  it('leaves no timer behind when the editor withdraws its request', async () => {
    await typeFast();
    const controller = new AbortController();
    const asked = { document, trigger: 'automatic' } as const;
    const waiting = pace.wait(asked, 'model', ASKING_POLICIES.medium, controller.signal);
    expect(time.pending).toBe(1);
    controller.abort();
    await expect(waiting).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(time.pending).toBe(0);
    await expect(pace.wait(asked, 'model', ASKING_POLICIES.medium, controller.signal)).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
    expect(time.pending).toBe(0);
  });
});
