import type { PromptPart } from '../../model/rawPrompt';
import { type EditableRegion, type NextEditFormat, cutAtFirst, withCursor } from './nextEditFormat';

const CURSOR = '<|user_cursor|>';
const END = ['<[end▁of▁sentence]>', '<[fim-suffix]>', '<[fim-prefix]>', '<[fim-middle]>'];
/** What the models write when nothing is to be changed. */
const NO_EDITS = 'NO_EDITS';

/** Zeta 2.1 of Zed, a Seed-Coder: the region stands between two marks, and so does the answer. */
export const ZETA_2_1: NextEditFormat = {
  family: 'zeta-2.1',
  names: /zeta-?2[.-]1/i,
  regionLines: 12,
  contextLines: 40,
  stops: END,
  render: (region) => [
    ...opening(region),
    { format: '<|marker_1|>\n' },
    ...withCursor(region, CURSOR),
    { format: '\n<|marker_2|>\n<[fim-middle]>' },
  ],
  read(answer) {
    const text = cutAtFirst(answer, END);
    const found = /^\s*<\|marker_1\|>\n?([^]*?)(?:\n?<\|marker_2\|>|$)/.exec(text)?.[1];
    return found === undefined ? undefined : region(found);
  },
};

/** Zeta 2 of Zed: the region as one side of a merge conflict, the answer as the other. */
export const ZETA_2: NextEditFormat = {
  family: 'zeta-2',
  names: /zeta-?2/i,
  regionLines: 12,
  contextLines: 40,
  stops: ['>>>>>>> UPDATED', ...END],
  render: (region) => [
    ...opening(region),
    { format: '<<<<<<< CURRENT\n' },
    ...withCursor(region, CURSOR),
    { format: '\n=======\n<[fim-middle]>' },
  ],
  read: (answer) => region(cutAtFirst(answer, ['>>>>>>> UPDATED', ...END])),
};

/** What stands before the region: first what comes after it (SPM order), then the edits, then what comes before it. */
function opening({ path, above, below, edits }: EditableRegion): PromptPart[] {
  const history = edits.flatMap((edit): PromptPart[] => [
    { format: '--- a/' },
    { text: edit.path },
    { format: '\n+++ b/' },
    { text: edit.path },
    { format: '\n' },
    { text: marked('-', edit.before) + marked('+', edit.after) },
  ]);
  return [
    { format: '<[fim-suffix]>\n' },
    { text: below },
    { format: '<[fim-prefix]>' },
    ...(history.length > 0 ? [{ format: '<filename>edit_history\n' }, ...history, { format: '\n' }] : []),
    { format: '<filename>' },
    { text: path },
    { format: '\n' },
    { text: above },
  ];
}

function marked(sign: string, lines: string): string {
  return lines === '' ? '' : `${lines.replaceAll(/^/gm, sign)}\n`;
}

function region(text: string): string | undefined {
  const written = text.replace(CURSOR, '').replace(/\n$/, '');
  return written.trim() === NO_EDITS ? undefined : written;
}
