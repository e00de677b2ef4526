import { isAbortError, throwIfAborted } from '../../util/abort';
import { ModelError } from '../../core/model/errors';
import type { LearnedModel } from '../learnModel';

/** Milliseconds for which a server is asked whether its model sees images, before it is simply tried. */
const ASK_MS = 5_000;

/** Words of servers that refuse a request for its images. */
const ABOUT_IMAGES = /image|vision|visual|modal|mmproj|content (?:type|part)/i;

/** Knows which models see images, and finds it out. */
export interface ImageSight {
  /** False when the model is known not to see any; asks its server where that is not known yet. */
  sees(model: LearnedModel, signal: AbortSignal): Promise<boolean>;
  /** Whether a failed request with images may have failed because of them. */
  isRefusal(model: LearnedModel, error: unknown): boolean;
  rememberBlind(model: LearnedModel): void;
}

export function createImageSight(): ImageSight {
  const blind = new Set<string>();
  const keyOf = ({ identity }: LearnedModel) =>
    JSON.stringify([identity.provider, identity.host, identity.model]);
  return {
    async sees(model, signal) {
      const known = model.capabilities?.images;
      if (known !== undefined) return known;
      if (blind.has(keyOf(model))) return false;
      try {
        const { capabilities } = await model.describe(AbortSignal.any([signal, AbortSignal.timeout(ASK_MS)]));
        return capabilities?.images ?? true;
      } catch (error) {
        throwIfAborted(signal);
        if (!isAbortError(error) && !ModelError.is(error)) throw error;
      }
      return true;
    },
    isRefusal(model, error) {
      if (!ModelError.is(error) || model.capabilities?.images === true) return false;
      if (error.kind === 'badRequest') return true;
      return error.kind === 'serverFailed' && ABOUT_IMAGES.test(error.detail ?? '');
    },
    rememberBlind: (model) => blind.add(keyOf(model)),
  };
}
