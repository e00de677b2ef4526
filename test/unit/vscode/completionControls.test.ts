import { describe, expect, it } from 'vitest';
import {
  type AskingState,
  findEditorReason,
  findReasonToWithhold,
} from '../../../src/vscode/inline/askRules';
import { switchAllLanguages, switchLanguage } from '../../../src/vscode/inline/languageSwitch';
import { findTarget } from '../../../src/vscode/settingTarget';

describe('an automatic request', () => {
  it.each([
    ['is handed on', { isSnoozed: false, cursors: 1 }, undefined],
    ['is withheld while suggestions are snoozed', { isSnoozed: true, cursors: 1 }, 'snoozed'],
    ['is withheld for several cursors', { isSnoozed: false, cursors: 2 }, 'severalCursors'],
  ] as const)('%s', (_name, state, reason) => {
    expect(findReasonToWithhold(state)).toBe(reason);
  });
});

describe('the editor’s own reason for no suggestion', () => {
  const ASKED: AskingState = {
    isSnoozed: false,
    cursors: 1,
    isCovered: true,
    areSuggestionsOn: true,
    askedVersion: 7,
    changedVersion: 7,
  };
  it.each<[name: string, change: Partial<AskingState>, reason: string | undefined]>([
    ['is none when it has asked', {}, undefined],
    [
      'is none when nothing was changed yet',
      { askedVersion: undefined, changedVersion: undefined },
      undefined,
    ],
    ['is none when it asked without a change', { changedVersion: undefined }, undefined],
    ['is the kind of document before all else', { isCovered: false, isSnoozed: true }, 'documentNotCovered'],
    ['is its own setting', { areSuggestionsOn: false, askedVersion: 1 }, 'editorSuggestionsOff'],
    ['is the snooze', { isSnoozed: true, cursors: 2 }, 'snoozed'],
    ['is the number of cursors', { cursors: 2 }, 'severalCursors'],
    ['is that it has not asked since a change', { askedVersion: 6 }, 'editorDidNotAsk'],
    ['is that it has never asked, after a change', { askedVersion: undefined }, 'editorDidNotAsk'],
  ])('%s', (_name, change, reason) => {
    expect(findEditorReason({ ...ASKED, ...change })).toBe(reason);
  });
});

describe('the switch for one language', () => {
  it('changes that language alone', () => {
    expect(switchLanguage({ '*': true, go: false }, 'rust', false)).toEqual({
      '*': true,
      go: false,
      rust: false,
    });
    expect(switchLanguage({ go: false }, 'go', true)).toEqual({ go: true });
  });
});

describe('the switch for all languages', () => {
  it.each([
    ['turns off those that were on by themselves', { '*': true, go: true }, false, { '*': false }],
    ['remembers those that were off by themselves', { go: false }, false, { '*': false, go: false }],
    [
      'leaves those off that were off by themselves',
      { '*': false, go: false },
      true,
      { '*': true, go: false },
    ],
    ['leaves those on that were on by themselves', { '*': false, go: true }, true, { '*': true, go: true }],
    ['works from nothing', {}, false, { '*': false }],
  ] as const)('%s', (_name, map, isOn, expected) => {
    expect(switchAllLanguages(map, isOn)).toEqual(expected);
  });
});

describe('a changed setting', () => {
  it.each([
    ['goes to the person’s own settings', {}, 'user'],
    ['goes there when they have set it themselves', { globalValue: 'low' }, 'user'],
    ['goes to the workspace where that decides', { globalValue: 'low', workspaceValue: 'high' }, 'workspace'],
  ] as const)('%s', (_name, inspected, target) => {
    expect(findTarget(inspected)).toBe(target);
  });

  it('goes to the person’s own settings when the workspace’s value settles something else', () => {
    const decidesGo = (map: Readonly<Record<string, boolean>>) => Object.hasOwn(map, 'go');
    expect(findTarget({ workspaceValue: { rust: false } }, decidesGo)).toBe('user');
    expect(findTarget({ workspaceValue: { go: false } }, decidesGo)).toBe('workspace');
  });
});
