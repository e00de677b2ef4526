import { lintSource } from '@secretlint/core';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretSpan } from '../core/privacy/maskSecrets';

/** A comment must not switch masking off: the text is a repository's, and the decision the person's. */
const DIRECTIVES = '@secretlint/secretlint-rule-filter-comments';

const config = {
  rules: rules.filter(({ meta }) => meta.id !== DIRECTIVES).map((rule) => ({ id: rule.meta.id, rule })),
};

/** Finds secrets by secretlint's recommended rules. */
export async function findSecrets(text: string): Promise<readonly SecretSpan[]> {
  const { messages } = await lintSource({
    source: { content: text, filePath: 'text.txt', ext: '.txt', contentType: 'text' },
    options: { config, noPhysicFilePath: true },
  });
  return messages.map(({ range: [start, end], messageId }) => ({ start, end, kind: inWords(messageId) }));
}

/** `GITHUB_TOKEN` and `PrivateKey` as a person writes them. */
function inWords(messageId: string): string {
  return messageId
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}
