import type { NextEditFormat } from './nextEditFormat';
import { SWEEP_1, SWEEP_2 } from './sweep';
import { ZETA_2, ZETA_2_1 } from './zeta';

/** The table, most specific names first. */
export const NEXT_EDIT_FORMATS: readonly NextEditFormat[] = [SWEEP_2, SWEEP_1, ZETA_2_1, ZETA_2];

/** The format of a next-edit model, told by its name, or by its id where a server has only one; undefined for others. */
export function findNextEditFormat({
  model,
  id,
}: {
  readonly model: string;
  readonly id: string;
}): NextEditFormat | undefined {
  const name = model === '' ? id : model;
  return NEXT_EDIT_FORMATS.find(({ names }) => names.test(name));
}
