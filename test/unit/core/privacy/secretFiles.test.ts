import { describe, expect, it } from 'vitest';
import { mayHoldSecrets } from '../../../../src/core/privacy/secretFiles';

describe('files that may hold secrets', () => {
  it.each([
    '.env',
    'a/.env',
    'a/.ENV.local',
    'a/prod.env',
    'C:\\Users\\me\\.ssh\\config',
    '/home/me/.ssh/known_hosts',
    '/home/me/.aws/credentials',
    '/home/me/.kube/config',
    '/home/me/.docker/config.json',
    'id_rsa',
    'id_ed25519_sk',
    'server.PEM',
    'release.keystore',
    'terraform.tfvars',
    'terraform.tfstate',
    '.npmrc',
    '.netrc',
    '.git-credentials',
    '.pgpass',
    'gcp-credentials.json',
    'service-account-prod.json',
    'client_secret.json',
    'config/secrets.yml',
  ])('%s', (path) => {
    expect(mayHoldSecrets(path)).toBe(true);
  });

  it.each([
    '.env.example',
    '.env.sample',
    'a/.env.template',
    'environment.ts',
    'env.ts',
    'src/credentials.ts',
    'src/secrets/vault.ts',
    'key.ts',
    'pem',
    '.envrc',
    'README.md',
    'ssh/config.ts',
  ])('not %s', (path) => {
    expect(mayHoldSecrets(path)).toBe(false);
  });
});
