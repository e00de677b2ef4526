import * as vscode from 'vscode';
import type { ApiKeys } from '../apiKeys';
import { type Step, askText } from './steps';

export interface KeyQuestion {
  readonly baseUrl: string;
  /** What people call the server. */
  readonly name: string;
  /** Where a key is made. */
  readonly keyPage?: string;
  /** Why it is asked for again, in words. */
  readonly problem?: string;
}

/** Asks for the key of a server and proposes it; it is stored only when the model is connected. */
export async function askKey(
  keys: ApiKeys,
  { baseUrl, name, keyPage, problem }: KeyQuestion,
): Promise<Step<'proposed'>> {
  const { origin, protocol, hostname } = new URL(baseUrl);
  const isOpen = protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(hostname);
  const key = await askText({
    title: vscode.l10n.t('API key for {0}', name),
    prompt: isOpen
      ? vscode.l10n.t(
          'Kept in VS Code’s secret storage and sent to {0} alone. The address is http, so others on the way can read it.',
          origin,
        )
      : vscode.l10n.t('Kept in VS Code’s secret storage and sent to {0} alone.', origin),
    isSecret: true,
    ...(keyPage !== undefined && { page: keyPage }),
    ...(problem !== undefined && { problem }),
    validate: describeKeyProblem,
  });
  if (key === 'back') return 'back';
  keys.propose(origin, key);
  return 'proposed';
}

/** What is wrong with a key before any server sees it: a header holds one word of printable ASCII (RFC 9110, 5.5). */
function describeKeyProblem(key: string): string | undefined {
  if (key === '') return vscode.l10n.t('Paste the key first.');
  return /^[\x21-\x7e]+$/.test(key)
    ? undefined
    : vscode.l10n.t('A key is one word of letters, digits and signs. Something else was pasted with it.');
}
