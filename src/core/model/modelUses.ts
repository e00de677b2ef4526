import { findFimTemplate } from './fim';
import { findFimWire } from './fimWire';
import type { ModelRole, ModelSpec } from './languageModel';

/** What names say of models that do not answer in text: services list all that they have in one list. */
const OTHER_KINDS =
  /embed|rerank|whisper|transcri|\btts\b|speech|audio|realtime|moderation|guard|dall-e|image|\bocr\b|sora|veo|imagen|bge-|gte-/i;

/** Whether a model answers in text, as far as its name tells. Names that tell nothing count as yes. */
export function answersInText(name: string): boolean {
  return !OTHER_KINDS.test(name);
}

type NamedModel = Pick<ModelSpec, 'provider' | 'model' | 'fim'>;

/**
 * Whether a model is known to fill in the middle before it was ever asked: the settings say how, its family is known, or
 * it is the one model of a llama.cpp server, which has an API of its own for that.
 */
export function isKnownToFill({ provider, model, fim }: NamedModel): boolean {
  const wire = fim === undefined ? undefined : findFimWire(fim);
  if (fim === 'none' || wire === 'chat') return false;
  if (wire !== undefined || findFimTemplate({ model, ...(fim !== undefined && { fim }) })) return true;
  return provider === 'llamacpp' && model === '';
}

/** Names of models that continue text and were not taught to talk, or that know nothing but the next edit. */
const NOT_FOR_CHAT = /(^|[^a-z])base($|[^a-z])|starcoder2?(?!.*(chat|instruct))|next-edit|zeta/i;

/** Whether a model can hold a conversation, as far as its name tells. */
export function isForChat(name: string): boolean {
  return !NOT_FOR_CHAT.test(name);
}

/**
 * The model that `auto` stands for in a role. Suggestions: the first that is known to fill in the middle, else the first
 * that may be asked; never one that the editor lends, whose quota a keystroke must not use up unless the person says so.
 * Chat and commit messages: the first that can hold a conversation. Where none fits, the first of
 * all, so that its failure says what is missing. The order is that of the settings: the size of a context does not
 * count, so that connecting a large model on another machine never moves a conversation there unasked.
 */
export function chooseAuto<T extends NamedModel>(role: ModelRole, models: readonly T[]): T | undefined {
  if (role !== 'completion') return models.find(({ model }) => isForChat(model)) ?? models[0];
  const own = models.filter(({ provider }) => provider !== 'vscode');
  return own.find(isKnownToFill) ?? own.find(({ fim }) => fim !== 'none') ?? own[0];
}
