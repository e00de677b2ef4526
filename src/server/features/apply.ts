import type { CancellationToken } from 'vscode-languageserver/node';
import { placeBlocks } from '../../core/apply/placeBlocks';
import type { CodeBlock, RefusalReason } from '../../core/apply/placement';
import { restoreSecrets } from '../../core/privacy/restoreSecrets';
import type { ApplyAskParams, ApplyPlaceParams, ApplyPlaceResult, ApplyRefusal } from '../../protocol/apply';
import { Method } from '../../protocol/engine';
import { describeApplyRefusal } from '../applyReasons';
import { askToPlace } from '../askToPlace';
import { withAbortSignal } from '../cancellation';
import type { EngineContext } from '../engineContext';
import { toResponseError } from '../expectedError';
import { findSecrets } from '../findSecrets';

/** Serves `fairwind/apply/*`: where the code of an answer belongs. */
export function registerApply(context: EngineContext): void {
  const { connection } = context;
  connection.onRequest(Method.applyPlace, (params: ApplyPlaceParams) => place(params));
  connection.onRequest(Method.applyAsk, (params: ApplyAskParams, token: CancellationToken) =>
    withAbortSignal(token, (signal) => askToPlace(context, params, signal)).catch(toResponseError),
  );
}

async function place({ files, blocks }: ApplyPlaceParams): Promise<ApplyPlaceResult> {
  const refused: ApplyRefusal[] = [];
  const changed: ApplyPlaceResult['files'][number][] = [];
  for (const file of files) {
    const refuse = (block: number, reason: RefusalReason) => {
      refused.push({ block, reason, message: describeApplyRefusal(reason, file.path) });
    };
    const own: { readonly index: number; readonly block: CodeBlock }[] = [];
    for (const [index, block] of blocks.entries()) {
      if (block.uri !== file.uri) continue;
      const text = await restoreSecrets(block.text, file.text, findSecrets);
      if (text === undefined) refuse(index, 'maskedSecret');
      else own.push({ index, block: { ...block, text } });
    }
    const placed = placeBlocks(
      file,
      own.map(({ block }) => block),
    );
    for (const { block, reason } of placed.refused) refuse(own[block]?.index ?? 0, reason);
    if (placed.edits.length > 0) changed.push({ uri: file.uri, edits: placed.edits });
  }
  return { files: changed, refused };
}
