import { likelyTokens } from '../../core/model/estimateTokens';
import type { AnswerNode, Conversation, ConversationNode } from '../../core/chat/conversation/conversation';
import type { ChatContextItem } from '../../protocol/chat';
import type { Alternatives, AnswerOutcome, ChatAnswer, ChatEntry, ContextChip } from '../../protocol/webview';

/** What of an answer is not in its conversation. */
export interface AnswerState {
  /** Whether it is being written now. */
  readonly isRunning: (id: string) => boolean;
  /** Whether files can be brought back that its changes were applied to. */
  readonly canRestore: (id: string) => boolean;
}

/** Characters of base64 above which an image is named in its chip and not shown. */
const MAX_PREVIEW = 200_000;

/** An entry as the page shows it. */
export function viewEntry(conversation: Conversation, node: ConversationNode, state: AnswerState): ChatEntry {
  const place = conversation.placeOf(node.id);
  const alternatives: { alternatives?: Alternatives } = place.count > 1 ? { alternatives: place } : {};
  if (node.role === 'assistant') return { ...viewAnswer(node, state), ...alternatives };
  const { id, text, context } = node;
  const chips = context.map((item, index) => viewChip(item, { id: `${id}-${index}`, isSuggested: false }));
  return { role: 'user', id, text, context: chips, ...alternatives };
}

export function viewAnswer(node: AnswerNode, state: AnswerState): ChatAnswer {
  const { id, text, reasoning } = node;
  return { role: 'assistant', id, text, reasoning, outcome: outcomeOf(node, state) };
}

/** The piece of context that a chip of a question stands for. */
export function sentItem(conversation: Conversation, chipId: string): ChatContextItem | undefined {
  for (const node of conversation.path) {
    if (node.role !== 'user' || !chipId.startsWith(`${node.id}-`)) continue;
    return node.context[Number(chipId.slice(node.id.length + 1))];
  }
  return undefined;
}

/** An answer without an end that nobody writes was broken off, by a crash or a closed window. */
export function outcomeOf({ id, end }: AnswerNode, { isRunning, canRestore }: AnswerState): AnswerOutcome {
  if (isRunning(id)) return { state: 'streaming' };
  if (!end) return { state: 'stopped' };
  return end.state === 'done' && canRestore(id) ? { ...end, canRestore: true } : end;
}

/** A piece of context as its chip. */
export function viewChip(
  { kind, label, startLine, endLine, note, text, image }: ChatContextItem,
  about: Pick<ContextChip, 'id' | 'isSuggested' | 'problem'> & { readonly included?: boolean },
): ContextChip {
  const { id, isSuggested, problem, included = true } = about;
  return {
    id,
    kind,
    label,
    ...(startLine !== undefined && { startLine }),
    ...(endLine !== undefined && { endLine }),
    ...(note !== undefined && { note }),
    tokens: image ? IMAGE_TOKENS : likelyTokens(text),
    included: included && problem === undefined,
    isSuggested,
    ...(problem !== undefined && { problem }),
    ...(image && image.data.length <= MAX_PREVIEW && { preview: image }),
  };
}

/** About what models that see take for an image of usual size; it differs with model and size. */
const IMAGE_TOKENS = 1_000;
