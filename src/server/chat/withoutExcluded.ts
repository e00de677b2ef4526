import type { FindFileExclusion } from '../../core/privacy/fileExclusion';
import type { ChatContextItem, ChatTurnMessage } from '../../protocol/chat';
import type { ExcludedFile } from '../../protocol/engine';
import { describeExclusion } from '../privacy/excludedFilesRule';

export interface AllowedConversation {
  readonly messages: readonly ChatTurnMessage[];
  /** Each file once. */
  readonly excluded: readonly ExcludedFile[];
}

/** Leaves out the context of files that nothing may be sent of, and says why in words. */
export async function withoutExcludedFiles(
  messages: readonly ChatTurnMessage[],
  findExclusion: FindFileExclusion,
): Promise<AllowedConversation> {
  const excluded = new Map<string, ExcludedFile>();
  const allowed: ChatTurnMessage[] = [];
  for (const message of messages) {
    if (message.role !== 'user' || message.context === undefined) {
      allowed.push(message);
      continue;
    }
    const { items, excluded: left } = await allowedItems(message.context, findExclusion);
    for (const file of left) excluded.set(file.uri, file);
    allowed.push({ ...message, context: items });
  }
  return { messages: allowed, excluded: [...excluded.values()] };
}

/** The items of whose files something may be sent, and the files that keep others from it. */
export async function allowedItems(
  items: readonly ChatContextItem[],
  findExclusion: FindFileExclusion,
): Promise<{ readonly items: readonly ChatContextItem[]; readonly excluded: readonly ExcludedFile[] }> {
  const excluded = await Promise.all(items.map((item) => exclusionsOf(item, findExclusion)));
  return {
    items: items.filter((_, index) => excluded[index]?.length === 0),
    excluded: excluded.flat(),
  };
}

async function exclusionsOf(
  { files, label }: ChatContextItem,
  findExclusion: FindFileExclusion,
): Promise<ExcludedFile[]> {
  const found = await Promise.all(files.map(async (uri) => ({ uri, exclusion: await findExclusion(uri) })));
  return found.flatMap(({ uri, exclusion }) =>
    exclusion ? [{ uri, reason: describeExclusion(label, exclusion) }] : [],
  );
}
