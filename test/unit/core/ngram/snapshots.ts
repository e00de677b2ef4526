import type { RestoreResult } from '../../../../src/core/ngram/readSnapshot';
import type { WorkspaceModel } from '../../../../src/core/ngram/workspaceModel';

/** All that `serialize` gives, in one piece. */
export function snapshotOf(model: WorkspaceModel): Uint8Array {
  return new Uint8Array(Buffer.concat([...model.serialize()]));
}

/** Takes every step of `restore`. */
export function restore(model: WorkspaceModel, bytes: Uint8Array): RestoreResult {
  const steps = model.restore(bytes);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
