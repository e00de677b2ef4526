import { SECRET_MARK } from '../../core/privacy/maskSecrets';

/** A piece of a body; `isMask` where a secret was masked. */
export interface BodyPiece {
  readonly text: string;
  readonly isMask: boolean;
}

/** Cuts a text at the marks that stand in place of secrets. */
export function bodyPieces(text: string): readonly BodyPiece[] {
  return text
    .split(SECRET_MARK)
    .flatMap((part, index) => [
      ...(index === 0 ? [] : [{ text: SECRET_MARK, isMask: true }]),
      ...(part === '' ? [] : [{ text: part, isMask: false }]),
    ]);
}

/** JSON with line breaks and indentation; any other text as it is. */
export function prettyJson(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
