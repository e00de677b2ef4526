import type { SecretSpan } from './maskSecrets';

interface SecretPattern {
  readonly kind: string;
  /** With the flags `g` and `d`; its group `secret`, where there is one, is what is masked, else the whole match. */
  readonly pattern: RegExp;
  readonly isSecret?: (secret: string) => boolean;
}

/**
 * What the rule set that the engine loads leaves out: tokens whose form is public (the providers' documentation), and
 * literals that are assigned to a name which says that they are secret. Every quantifier is bounded or followed by a
 * character it cannot match, so none backtracks beyond its own length.
 */
const PATTERNS: readonly SecretPattern[] = [
  { kind: 'AWS access key id', pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/dg },
  { kind: 'Google API key', pattern: /\bAIza[\w-]{35}/dg },
  { kind: 'Stripe key', pattern: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,250}/dg },
  {
    kind: 'JSON web token',
    pattern: /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,8000}\.[\w-]{10,2000}/dg,
  },
  { kind: 'OpenAI key', pattern: /\bsk-(?:proj-|svcacct-|admin-)?[\w-]{32,250}/dg },
  { kind: 'Telegram token', pattern: /\b\d{8,10}:AA[\w-]{33}\b/dg },
  // A window may hold only the beginning of a key, or only its end.
  {
    kind: 'private key',
    pattern:
      /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?<secret>[\s\S]{1,20000}?)(?:-----END|$(?![\s\S]))/dg,
  },
  {
    kind: 'private key',
    pattern: /^(?<secret>(?:[A-Za-z0-9+/=]{20,80}\r?\n){1,400})-----END [A-Z ]{0,30}PRIVATE KEY/dg,
  },
  {
    kind: 'password or key',
    pattern:
      /(?:passw(?:or)?d|passphrase|pwd|secret|api[_-]?key|access[_-]?key|auth[_-]?key|private[_-]?key|token|credentials?)["'\]]{0,2}\s{0,8}(?::=|=>|[:=])\s{0,8}(?:["'`](?<secret>[^"'`\s]{8,500})["'`]|(?<bare>[^\s"'`;,(){}<>[\]]{12,500})(?=\s|$))/dgi,
    isSecret: looksRandom,
  },
];

/** Secrets that {@link PATTERNS} find, by their place in UTF-16 units. */
export function findByPattern(text: string): SecretSpan[] {
  return PATTERNS.flatMap(({ kind, pattern, isSecret }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const { groups } = match.indices ?? {};
      const [start, end] = groups?.['secret'] ??
        groups?.['bare'] ?? [match.index, match.index + match[0].length];
      return isSecret && !isSecret(text.slice(start, end)) ? [] : [{ start, end, kind }];
    }),
  );
}

/** Shannon entropy (bits a character) from which a word counts as random; English words have 2 to 3. */
const RANDOM_ENTROPY = 3;
/** What stands where a secret belongs but is none: a reference, a placeholder, a path. */
const NO_SECRET =
  /^(?:\$|%|<|\{|process\.|os\.|env[.[(]|https?:\/\/[^@]*$|[./~])|example|placeholder|changeme|your[-_]|xxxx|\*{4}|(?:^[a-z]+(?:[A-Z][a-z]+)*$)|\(/;

function looksRandom(word: string): boolean {
  if (NO_SECRET.test(word)) return false;
  const hasDigit = /\d/.test(word);
  const hasSign = /[^A-Za-z0-9_.]/.test(word);
  return (
    (hasDigit || hasSign) &&
    /[A-Za-z]/.test(word) &&
    entropy(word) >= Math.min(RANDOM_ENTROPY, Math.log2(word.length) - 0.5)
  );
}

function entropy(word: string): number {
  const counts = new Map<string, number>();
  for (const character of word) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / word.length) * Math.log2(count / word.length);
  return bits;
}
