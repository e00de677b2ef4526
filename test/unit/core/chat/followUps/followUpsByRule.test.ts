import { describe, expect, it } from 'vitest';
import { CHAT_COMMANDS, isChatCommand, wordsOf } from '../../../../../src/core/chat/commands';
import { cleanFollowUps } from '../../../../../src/core/chat/followUps/cleanFollowUps';
import { followUpsByRule } from '../../../../../src/core/chat/followUps/followUpsByRule';

describe('followUpsByRule', () => {
  it.each([
    [{ context: [], answer: 'It adds.' }, ['showExample', 'explainMore']],
    [{ context: [], answer: '```ts\nlet a;\n```' }, ['explainCode', 'writeTests', 'explainMore']],
    [{ context: [], answer: '1. One\n2. Two' }, ['showExample', 'nextStep', 'explainMore']],
    [{ context: ['terminal'], answer: 'x'.repeat(3_000) }, ['explainCause', 'showExample', 'shorter']],
    [{ context: ['changes'], answer: '```\na\n```' }, ['reviewIt', 'explainCode', 'writeTests']],
  ] as const)('%j', (turn, names) => {
    expect(followUpsByRule(turn)).toEqual(names);
  });

  it.each(Object.keys(CHAT_COMMANDS).filter(isChatCommand))(
    'has some for /%s, and at most three',
    (command) => {
      const names = followUpsByRule({ command, context: [], answer: '' });
      expect(names.length).toBeGreaterThan(1);
      expect(names.length).toBeLessThanOrEqual(3);
      expect(wordsOf({ command, content: 'x' })).toMatch(/\n\nx$/);
    },
  );
});

describe('cleanFollowUps', () => {
  it.each([
    [
      ['- One more', '2. Two', '“Three”', 'Four'],
      ['One more', 'Two', 'Three'],
    ],
    [['Same', 'same', ' SAME '], ['Same']],
    [
      [
        '/commit',
        '@workspace do',
        '#file:x',
        'see https://x.org',
        'command:x',
        'x'.repeat(81),
        '',
        '--',
        '42',
      ],
      [],
    ],
    [['Do\u202e it\u200b <b>now</b>'], ['Do it bnow/b']],
  ])('%j', (written, clean) => {
    expect(cleanFollowUps(written)).toEqual(clean);
  });
});
