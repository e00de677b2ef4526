import { SECRET_MARK } from '../../core/privacy/maskSecrets';
import { restoreSecrets } from '../../core/privacy/restoreSecrets';

/**
 * An edit that a model made of a text, with the secrets that it was not shown; undefined where it cannot be told which
 * secret belongs where, so that the edit must not be made.
 */
export async function restoreMasked(answer: string, original: string): Promise<string | undefined> {
  if (!answer.includes(SECRET_MARK)) return answer;
  const { findSecrets } = await import('../secretRules');
  return restoreSecrets(answer, original, findSecrets);
}
