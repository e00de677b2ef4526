import { type FindSecrets, SECRET_MARK, replaceSpans, secretsToMask } from './maskSecrets';

/**
 * Puts the secrets of a text back where an answer about it repeats their marks: what a model was not shown, its edit must
 * not overwrite. A line that came back as it was sent gets what stood in it; in a line that was changed, the name before
 * the mark tells (`token = "…"`), or that there is only one secret.
 *
 * @returns The answer with its secrets; undefined where it cannot be told which of them belongs in the place of a mark.
 */
export async function restoreSecrets(
  answer: string,
  original: string,
  findSecrets: FindSecrets,
): Promise<string | undefined> {
  if (!answer.includes(SECRET_MARK)) return answer;
  const spans = await secretsToMask(original, findSecrets);
  // A text may hold the mark itself, say because an earlier edit was pasted by hand.
  if (original.includes(SECRET_MARK)) return spans.length === 0 ? answer : undefined;
  const secrets = spans.map(({ start, end }) => original.slice(start, end));
  const known = readMaskedLines(replaceSpans(original, spans), secrets);
  const lines = answer.split('\n').map((line) => restoreLine(line, known));
  return lines.some((line) => line === undefined) ? undefined : lines.join('\n');
}

/** Where the secrets of a text stand. Of what stands in two places with different secrets nothing is known. */
interface KnownSecrets {
  /** By the line that was sent, without the white space around it: the secrets of its marks. */
  readonly byLine: Choices;
  /** By the name before a mark. */
  readonly byName: Choices;
  /** The one secret of the text. */
  readonly only?: string | undefined;
}

type Choices = ReadonlyMap<string, readonly string[] | undefined>;

function readMaskedLines(masked: string, secrets: readonly string[]): KnownSecrets {
  const byLine = new Map<string, readonly string[] | undefined>();
  const byName = new Map<string, readonly string[] | undefined>();
  let at = 0;
  for (const line of masked.split('\n')) {
    const parts = line.split(SECRET_MARK);
    if (parts.length === 1) continue;
    const own = secrets.slice(at, at + parts.length - 1);
    at += own.length;
    addChoice(byLine, line.trim(), own);
    own.forEach((secret, index) => {
      const name = nameBefore(parts[index] ?? '');
      if (name !== '' && isOneLine(secret)) addChoice(byName, name, [secret]);
    });
  }
  return {
    byLine,
    byName,
    only: new Set(secrets).size === 1 && secrets.every(isOneLine) ? secrets[0] : undefined,
  };
}

/** Of a secret of several lines a model may have been shown a part, with a mark that stands for less than all of it. */
const isOneLine = (secret: string) => !secret.includes('\n');

function addChoice(
  choices: Map<string, readonly string[] | undefined>,
  key: string,
  secrets: readonly string[],
): void {
  const isOther = choices.has(key) && choices.get(key)?.join('\n') !== secrets.join('\n');
  choices.set(key, isOther ? undefined : secrets);
}

function restoreLine(line: string, { byLine, byName, only }: KnownSecrets): string | undefined {
  const parts = line.split(SECRET_MARK);
  if (parts.length === 1) return line;
  // In a diff the line stands behind its sign.
  const same = byLine.get(line.trim()) ?? byLine.get(line.replace(/^[+-]/, '').trim());
  const secrets = parts.slice(0, -1).map((before, index) => {
    return same?.[index] ?? byName.get(nameBefore(before))?.[0] ?? only;
  });
  if (secrets.includes(undefined)) return undefined;
  return parts.map((part, index) => part + (secrets[index] ?? '')).join('');
}

/** The last word before a mark, such as the name that it is assigned to. */
function nameBefore(text: string): string {
  return /([\w-]+)\W*$/.exec(text.slice(-NAME_LENGTH))?.[1] ?? '';
}

/** No name that tells anything is longer, in UTF-16 units. */
const NAME_LENGTH = 100;
