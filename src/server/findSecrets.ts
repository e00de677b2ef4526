import type { SecretSpan } from '../core/privacy/maskSecrets';

/** Finds secrets; the rules are loaded when a text is first looked through. */
export async function findSecrets(text: string): Promise<readonly SecretSpan[]> {
  return (await import('./secretRules')).findSecrets(text);
}
