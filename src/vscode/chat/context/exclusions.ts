import * as vscode from 'vscode';
import type { ChatContextItem } from '../../../protocol/chat';
import { type FilesExcludedResult, Method } from '../../../protocol/engine';
import { type EngineClient, EngineRequestError } from '../../engineClient';

/**
 * Why nothing of each item will be sent, in words: its file is excluded, or the model sees no images. The engine has the
 * last word when the message is sent; this is so that the person knows before.
 */
export async function problemsOf(
  engine: EngineClient,
  items: readonly ChatContextItem[],
  blindModel: string | undefined,
): Promise<readonly (string | undefined)[]> {
  const uris = [...new Set(items.flatMap(({ files }) => files))];
  const reasons = await exclusionsOf(engine, uris);
  return items.map(({ files, image }) => {
    const reason = files.map((uri) => reasons.get(uri)).find((found) => found !== undefined);
    if (reason !== undefined || !image || blindModel === undefined) return reason;
    return vscode.l10n.t('{0} does not see images, so this is not sent.', blindModel);
  });
}

async function exclusionsOf(
  engine: EngineClient,
  uris: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (uris.length === 0 || engine.state !== 'running') return new Map();
  try {
    const { excluded } = await engine.request<FilesExcludedResult>(Method.filesExcluded, { uris });
    return new Map(excluded.map(({ uri, reason }) => [uri, reason]));
  } catch (error) {
    if (!(error instanceof EngineRequestError)) throw error;
    return new Map();
  }
}
