import { describe, expect, it } from 'vitest';
import type { ModelIdentity, ModelRequest } from '../../../../src/core/model/languageModel';
import { createMaskSecretsRule } from '../../../../src/core/privacy/maskSecrets';
import { findSecrets } from '../../../../src/server/secretRules';

const here: ModelIdentity = { id: 'm', provider: 'openai', model: 'm', host: 'localhost:1', isLocal: true };
const elsewhere: ModelIdentity = { ...here, host: 'api.example.com', isLocal: false };
const rule = createMaskSecretsRule(findSecrets);
const MARK = '[secret masked by Fairwind]';

/** The secrets are put together here so that no scanner takes this file for a leak. */
const GITHUB = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');
const AWS_ID = ['AKIA', 'IOSFODNN7ABCDEFG'].join('');
const AWS_KEY = ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYABCDEFGHIJ'].join('/');
const STRIPE = ['sk', 'live', 'abcdefghijklmnop12345678'].join('_');
const GOOGLE = ['AIza', 'SyA1234567890abcdefghijklmnopqrstuv'].join('');
const OPENAI = ['sk', 'proj', 'Ab1'.repeat(20)].join('-');
const JWT = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9'].join(
  '.',
);
const KEY_LINES = 'MIIEpAIBAAKCAQEA1234567890abcdefghijklmnopqrstuvwxyzABCDEFGHIJKL\n'.repeat(4);
const begin = (kind: string) => `-----BEGIN ${kind}PRIVATE KEY-----\n`;
const end = (kind: string) => `-----END ${kind}PRIVATE KEY-----\n`;

async function maskText(text: string, destination = elsewhere): Promise<string> {
  const verdict = await rule.apply(
    { kind: 'chat', messages: [{ role: 'user', content: text }] },
    { destination, role: 'chat', files: [] },
  );
  if ('refused' in verdict || verdict.request.kind !== 'chat') throw new Error('not expected');
  return String(verdict.request.messages[0]?.content);
}

describe('masking secrets', () => {
  it.each([
    ['a GitHub token', `token: ${GITHUB}`, [GITHUB]],
    [
      'AWS keys',
      `AWS_ACCESS_KEY_ID=${AWS_ID}\nAWS_SECRET_ACCESS_KEY=${AWS_KEY}\n`,
      [AWS_ID, AWS_KEY, 'CYABCDEFGHIJ'],
    ],
    ['a Stripe key', `const stripe = Stripe("${STRIPE}");`, [STRIPE]],
    ['a Google key', `key=${GOOGLE}&x=1`, [GOOGLE]],
    ['an OpenAI key', `OPENAI_API_KEY="${OPENAI}"`, [OPENAI]],
    ['a JSON web token', `Authorization: Bearer ${JWT}`, [JWT]],
    ['a private key', `${begin('RSA ')}${KEY_LINES}${end('RSA ')}`, ['MIIEpAIBAAKCAQEA']],
    ['the beginning of a private key', `x\n${begin('')}${KEY_LINES}`, ['MIIEpAIBAAKCAQEA']],
    ['the end of a private key', `${KEY_LINES}${end('EC ')}\nx`, ['MIIEpAIBAAKCAQEA']],
    [
      'a private key in JSON',
      JSON.stringify({ private_key: begin('') + KEY_LINES + end('') }),
      ['MIIEpAIBAAKCAQEA'],
    ],
    ['a password in an address', 'postgres://app:hunter2pass@db.internal:5432/app', ['hunter2pass']],
    ['a password in code', 'const password = "c0rrect-h0rse-battery";', ['c0rrect-h0rse-battery']],
    ['a password in YAML', 'db:\n  password: s3cr3t-Pa55phrase\n', ['s3cr3t-Pa55phrase']],
    ['a token behind a directive', `// secretlint-disable\nconst a = "${GITHUB}";`, [GITHUB]],
  ])('masks %s', async (_what, text, secrets) => {
    const masked = await maskText(text);
    expect(masked).toContain(MARK);
    for (const secret of secrets) expect(masked).not.toContain(secret);
  });

  it.each([
    'const password = process.env.DATABASE_PASSWORD_2;',
    'const token = await getToken(user1, { refresh: true });',
    'password: ${DB_PASSWORD}',
    'const apiKey = "your-api-key-here-123";',
    'interface Secret { token: string; apiKey: string | undefined; }',
    'const tokenKind = "keyword.operator.assignment";',
    'const sha = "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12";',
    'const uuid = "123e4567-e89b-12d3-a456-426614174000";',
    '"integrity": "sha512-6rdwBwLP9+TO3rRjMVW1tX+lQeo5gBbxl1I5F8nh8bgGtKwdlCMhMKsBWzWg1ostxx/tIG7OjZI0/BxsP8bUgw=="',
    'https://user@example.com/path?token=',
    'def password_reset_token(self): return self.tokens[0]',
  ])('leaves alone: %s', async (text) => {
    expect(await maskText(text)).toBe(text);
  });

  it('leaves everything alone on its way to a model on this machine', async () => {
    expect(await maskText(GITHUB, here)).toBe(GITHUB);
  });

  it('masks a secret that the cursor stands in', async () => {
    const line = `const token = "${GITHUB}";`;
    const cursor = line.indexOf(GITHUB) + 10;
    const request: ModelRequest = {
      kind: 'completion',
      prefix: line.slice(0, cursor),
      suffix: line.slice(cursor),
      path: 'a.ts',
      languageId: 'typescript',
      maxTokens: 10,
      stop: [],
      extra: [{ path: 'b.ts', text: `x = "${STRIPE}"` }],
    };
    const verdict = await rule.apply(request, { destination: elsewhere, role: 'chat', files: [] });
    expect(verdict).toMatchObject({
      request: {
        prefix: `const token = "${MARK}`,
        suffix: `${MARK}";`,
        path: 'a.ts',
        extra: [{ path: 'b.ts', text: `x = "${MARK}"` }],
      },
    });
    expect('maskedSecrets' in verdict && verdict.maskedSecrets).toHaveLength(2);
  });

  it('takes time that grows with the text alone, whatever the text', async () => {
    const hostile = [
      'password='.repeat(20_000),
      '-----BEGIN PRIVATE KEY-----'.repeat(5_000),
      'eyJ'.repeat(50_000),
      'A'.repeat(200_000),
      'token": "'.repeat(20_000),
    ];
    for (const text of hostile) await maskText(text);
  }, 20_000);
});
