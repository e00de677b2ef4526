import type { CancellationToken } from 'vscode-languageserver/node';
import { placeBlocks } from '../../core/apply/placeBlocks';
import type { ApplyAskParams, ApplyPlaceParams, ApplyPlaceResult, ApplyRefusal } from '../../protocol/apply';
import { Method } from '../../protocol/engine';
import { describeApplyRefusal } from '../applyReasons';
import { askToPlace } from '../askToPlace';
import { withAbortSignal } from '../cancellation';
import type { EngineContext } from '../engineContext';
import { toResponseError } from '../expectedError';

/** Serves `fairwind/apply/*`: where the code of an answer belongs. */
export function registerApply(context: EngineContext): void {
  const { connection } = context;
  connection.onRequest(Method.applyPlace, (params: ApplyPlaceParams) => place(params));
  connection.onRequest(Method.applyAsk, (params: ApplyAskParams, token: CancellationToken) =>
    withAbortSignal(token, (signal) => askToPlace(context, params, signal)).catch(toResponseError),
  );
}

function place({ files, blocks }: ApplyPlaceParams): ApplyPlaceResult {
  const refused: ApplyRefusal[] = [];
  const changed = files.flatMap((file) => {
    const indexes = [...blocks.keys()].filter((index) => blocks[index]?.uri === file.uri);
    const own = indexes.flatMap((index) => blocks[index] ?? []);
    const placed = placeBlocks(file, own);
    for (const { block, reason } of placed.refused) {
      const message = describeApplyRefusal(reason, file.path);
      refused.push({ block: indexes[block] ?? 0, reason, message });
    }
    return placed.edits.length === 0 ? [] : [{ uri: file.uri, edits: placed.edits }];
  });
  return { files: changed, refused };
}
