/**
 * Files that hold keys and passwords by convention. No feature sends one, and the workspace model does not learn from
 * one, whatever any ignore file says. The lists follow the default denials of agents and secret scanners.
 */

/** Folders in which credential stores keep what they hold. */
const SECRET_FOLDERS = new Set(
  `.ssh .gnupg .aws .azure .kube .docker .gcloud .password-store .keychain`.split(/\s+/),
);

const SECRET_EXTENSIONS = new Set(
  `pem key p12 pfx jks keystore kdbx kdb ppk gpg asc crt cer der tfvars tfstate ovpn keytab agekey`.split(
    /\s+/,
  ),
);

const SECRET_NAMES =
  /^(\.env(\..*)?|.*\.env|\.envrc\.(private|local)|\.netrc|_netrc|\.npmrc|\.pypirc|\.pgpass|\.my\.cnf|\.boto|\.s3cfg|\.dockercfg|\.vault-token|\.terraformrc|\.git-credentials|\.htpasswd|\.yarnrc\.yml|id_(rsa|dsa|ecdsa|ed25519)(_sk)?|.*credentials(\.json)?|service[-_]?account.*\.json|(client_)?secrets?\.(json|ya?ml|toml|properties))$/i;

/** Examples of such files, made to be shared. */
const EXAMPLE_NAMES = /\.(example|sample|template|dist)$/i;

/**
 * Whether a file of this path may hold secrets.
 * @param path with forward or backward slashes; absolute, or relative to a workspace folder
 */
export function mayHoldSecrets(path: string): boolean {
  const parts = path.toLowerCase().split(/[\\/]/);
  const name = parts.pop() ?? '';
  if (parts.some((folder) => SECRET_FOLDERS.has(folder))) return true;
  return isSecretFileName(name);
}

/** Whether a file of this name, wherever it is, may hold secrets. */
export function isSecretFileName(name: string): boolean {
  if (EXAMPLE_NAMES.test(name)) return false;
  if (SECRET_NAMES.test(name)) return true;
  return SECRET_EXTENSIONS.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) && name.includes('.');
}
