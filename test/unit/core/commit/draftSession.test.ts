import { describe, expect, it } from 'vitest';
import { DraftSession } from '../../../../src/core/commit/draftSession';

describe('DraftSession', () => {
  it('writes the draft as it grows and gives the old text back', () => {
    const box = { value: 'my words' };
    const session = new DraftSession(box);
    session.show('Add');
    session.show('Add x');
    expect(box.value).toBe('Add x');
    session.restore();
    expect(box.value).toBe('my words');
  });

  it('writes nothing more once the person has typed', () => {
    const box = { value: '' };
    const session = new DraftSession(box);
    session.show('Add');
    box.value = 'Add my own';
    session.show('Add x');
    session.restore();
    expect(session.isOverruled).toBe(true);
    expect(box.value).toBe('Add my own');
  });

  it('does not take an older text of its own for a person', () => {
    const box = { value: '' };
    const session = new DraftSession(box);
    session.show('Add');
    session.show('Add x');
    // The editor echoes what it was given a moment later.
    box.value = 'Add';
    session.show('Add x to y');
    expect(box.value).toBe('Add x to y');
  });

  it('writes nothing more once the person has put their text back', () => {
    const box = { value: '' };
    const session = new DraftSession(box);
    session.show('Add');
    box.value = '';
    session.show('Add x');
    expect(box.value).toBe('');
  });

  it('does not take a box that normalises its text for a person', () => {
    let stored = '';
    const box = {
      get value() {
        return stored;
      },
      set value(text: string) {
        stored = text.replaceAll('\r\n', '\n');
      },
    };
    const session = new DraftSession(box);
    session.show('a\r\nb');
    session.show('a\r\nb c');
    expect(box.value).toBe('a\nb c');
  });
});
