import type { PromptPart } from '../../model/rawPrompt';
import { type EditableRegion, type NextEditFormat, cutAtFirst, withCursor } from './nextEditFormat';

const FILE = '<|file_sep|>';
const STOPS = [FILE, '<|endoftext|>', '</s>'];

/**
 * Sweep Next-Edit: the region before the last edit and now, and the model goes on with the region as it will be. The
 * models were trained on ten lines above and below the cursor. Format of the models' cards on Hugging Face.
 */
function sweepFormat(family: string, names: RegExp, render: NextEditFormat['render']): NextEditFormat {
  return {
    family,
    names,
    regionLines: 10,
    contextLines: 0,
    stops: STOPS,
    render,
    read: (answer) => cutAtFirst(answer, STOPS).replace(/\n$/, ''),
  };
}

/** The first models: the region is named by the path alone. */
export const SWEEP_1 = sweepFormat('sweep', /sweep-?next-?edit/i, (region) => [
  ...editBlocks(region),
  ...block('original/', region.path, '', [{ text: region.original }]),
  ...block('current/', region.path, '', [{ text: region.current }]),
  { format: `${FILE}updated/` },
  { text: region.path },
  { format: '\n' },
]);

/** The second ones: with the lines of the region and a mark for the cursor. */
export const SWEEP_2 = sweepFormat('sweep-v2', /sweep-?next-?edit-?v2/i, (region) => {
  const lines = (text: string) => `:${region.startLine + 1}:${region.startLine + text.split('\n').length}`;
  return [
    ...editBlocks(region),
    ...block('original/', region.path, lines(region.original), [{ text: region.original }]),
    ...block('current/', region.path, lines(region.current), withCursor(region, '<|cursor|>')),
    { format: `${FILE}updated/` },
    { text: region.path },
    { format: `${lines(region.current)}\n` },
  ];
});

function editBlocks({ edits }: EditableRegion): PromptPart[] {
  return edits.flatMap(({ path, before, after }) =>
    block('', path, '.diff', [
      { format: 'original:\n' },
      { text: before },
      { format: '\nupdated:\n' },
      { text: after },
    ]),
  );
}

function block(prefix: string, path: string, suffix: string, body: readonly PromptPart[]): PromptPart[] {
  return [{ format: FILE + prefix }, { text: path }, { format: `${suffix}\n` }, ...body, { format: '\n' }];
}
