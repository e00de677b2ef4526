import { describe, expect, it } from 'vitest';
import { CandidateRing } from '../../../src/server/candidateRing';

/** An editor that shows candidates as VS Code 1.139 does: what it shows moves to the front of every new answer. */
class Editor {
  readonly shown: string[] = [];
  readonly #ring = new CandidateRing();

  constructor(private readonly candidates: (request: number) => readonly string[]) {}

  press(by: 'next' | 'previous'): void {
    const answer = this.#ring.turn(this.candidates(this.shown.length), 'here');
    const current = this.shown.at(-1) ?? this.candidates(0)[0] ?? '';
    const list = [current, ...answer.filter((candidate) => candidate !== current)];
    this.shown.push((by === 'next' ? list[1] : list.at(-1)) ?? current);
  }
}

describe('CandidateRing', () => {
  it('lets "next" go round, with candidates that come one by one', () => {
    const editor = new Editor((request) => ['a', 'b', 'c'].slice(0, request + 2));
    for (let press = 0; press < 6; press++) editor.press('next');
    expect(editor.shown).toEqual(['b', 'c', 'a', 'b', 'c', 'a']);
  });

  it('lets "previous" go back after "next"', () => {
    const editor = new Editor(() => ['a', 'b', 'c', 'd']);
    editor.press('next');
    editor.press('next');
    editor.press('previous');
    expect(editor.shown).toEqual(['b', 'c', 'b']);
  });

  it('lets "previous" alone reach every candidate', () => {
    const editor = new Editor(() => ['a', 'b', 'c']);
    for (let press = 0; press < 6; press++) editor.press('previous');
    expect(new Set(editor.shown)).toEqual(new Set(['a', 'b', 'c']));
  });

  it('begins with the first candidate at every new place', () => {
    const ring = new CandidateRing();
    expect(ring.turn(['a', 'b'], 'one')).toEqual(['a', 'b']);
    expect(ring.turn(['a', 'b'], 'one')).toEqual(['b', 'a']);
    expect(ring.turn(['a', 'b'], 'two')).toEqual(['a', 'b']);
    expect(ring.turn([], 'three')).toEqual([]);
  });
});
