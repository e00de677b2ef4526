import type { ImageInput } from '../../../core/model/chatMessages';

/** What kind of image bytes are, by how they begin; undefined for anything else, whatever its name says. */
export function imageTypeOf(bytes: Uint8Array): ImageInput['mediaType'] | undefined {
  const starts = (offset: number, ...values: readonly number[]) =>
    values.every((value, index) => bytes[offset + index] === value);
  if (starts(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(0, 0x47, 0x49, 0x46, 0x38) && (bytes[4] === 0x37 || bytes[4] === 0x39) && bytes[5] === 0x61)
    return 'image/gif';
  if (starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp';
  return undefined;
}
