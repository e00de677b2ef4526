import type { ChatTurn } from './buildChatMessages';
import type { ContextItem } from './contextBlock';
import type { PackedConversation } from './packing/packConversation';

/** What was left out of a request; its words for people are made in the server. */
export type Omission =
  /** Of items of the new question only the parts that say most about it are given. */
  | { readonly kind: 'partly'; readonly labels: readonly string[] }
  /** Items of the new question that did not fit. */
  | { readonly kind: 'context'; readonly labels: readonly string[] }
  /** Items of earlier questions that did not fit any more. */
  | { readonly kind: 'earlierContext'; readonly labels: readonly string[] }
  /** The oldest questions, with their answers. */
  | { readonly kind: 'turns'; readonly questions: number }
  /** Images that the model does not see. */
  | { readonly kind: 'images'; readonly labels: readonly string[] }
  /** Standing instructions that are too long. */
  | { readonly kind: 'instructions'; readonly labels: readonly string[] };

interface Given {
  readonly turn: ChatTurn;
  readonly packed: PackedConversation;
  readonly instructionsLeftOut: readonly ContextItem[];
}

/** What of a turn the model is not given. */
export function findOmissions({ turn, packed, instructionsLeftOut }: Given): readonly Omission[] {
  const { placed, dropped, evicted } = packed;
  const question = placed.findLast(({ role }) => role === 'user');
  const own = question?.context ?? [];
  const shown = new Set(own.filter(({ share }) => share !== 'none').map(({ item }) => item.label));
  const questions = turn.messages.slice(0, dropped).filter(({ role }) => role === 'user').length;
  const unseen = turn.seesImages === false ? imagesOf(turn) : [];
  return [
    labelled(
      'partly',
      own.filter(({ share }) => share === 'part').map(({ item }) => item),
    ),
    labelled(
      'context',
      own.filter(({ share }) => share === 'none').map(({ item }) => item),
    ),
    labelled(
      'earlierContext',
      evicted.filter(({ label }) => !shown.has(label)),
    ),
    labelled('images', unseen),
    labelled('instructions', instructionsLeftOut),
    ...(questions > 0 ? [{ kind: 'turns', questions } as const] : []),
  ].filter((omission) => omission.kind === 'turns' || omission.labels.length > 0);
}

function labelled(
  kind: Exclude<Omission['kind'], 'turns'>,
  items: readonly ContextItem[],
): Exclude<Omission, { kind: 'turns' }> {
  return { kind, labels: [...new Set(items.map(({ label }) => label))] };
}

/** Those of the new question: that earlier ones were not seen was said then. */
function imagesOf({ messages }: ChatTurn): readonly ContextItem[] {
  const question = messages.findLast(({ role }) => role === 'user');
  return question?.role === 'user' ? (question.context ?? []).filter(({ image }) => image !== undefined) : [];
}
