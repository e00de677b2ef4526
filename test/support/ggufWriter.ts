/**
 * Writes GGUF version 3, the file format of llama.cpp: a header, key-value metadata, a table of tensors and their
 * numbers, each tensor aligned to 32 bytes. https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */

/** A metadata value; the tag is the type it has in the file. */
export type GgufValue =
  | { readonly uint32: number }
  | { readonly float32: number }
  | { readonly bool: boolean }
  | { readonly text: string }
  | { readonly texts: readonly string[] }
  | { readonly int32s: readonly number[] };

/** A tensor of 32-bit floats. `shape` names the fastest-growing dimension first, as the format does. */
export interface GgufTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const VERSION = 3;
const ALIGNMENT = 32;
const TENSOR_FLOAT32 = 0;
const ValueType = { uint32: 4, int32: 5, float32: 6, bool: 7, text: 8, array: 9 } as const;

/** The bytes of a whole GGUF file. */
export function writeGguf(
  metadata: Readonly<Record<string, GgufValue>>,
  tensors: readonly GgufTensor[],
): Buffer {
  const out = new ByteSink();
  out.raw(Buffer.from('GGUF'));
  out.uint32(VERSION);
  out.uint64(tensors.length);
  out.uint64(Object.keys(metadata).length);
  for (const [key, value] of Object.entries(metadata)) {
    out.text(key);
    writeValue(out, value);
  }
  let offset = 0;
  for (const { name, shape, values } of tensors) {
    out.text(name);
    out.uint32(shape.length);
    shape.forEach((size) => out.uint64(size));
    out.uint32(TENSOR_FLOAT32);
    out.uint64(offset);
    offset += Math.ceil(values.byteLength / ALIGNMENT) * ALIGNMENT;
  }
  for (const { values } of tensors) {
    out.align(ALIGNMENT);
    out.raw(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  }
  out.align(ALIGNMENT);
  return out.bytes();
}

function writeValue(out: ByteSink, value: GgufValue): void {
  if ('uint32' in value) {
    out.uint32(ValueType.uint32);
    out.uint32(value.uint32);
  } else if ('float32' in value) {
    out.uint32(ValueType.float32);
    out.float32(value.float32);
  } else if ('bool' in value) {
    out.uint32(ValueType.bool);
    out.raw(Buffer.from([value.bool ? 1 : 0]));
  } else if ('text' in value) {
    out.uint32(ValueType.text);
    out.text(value.text);
  } else if ('texts' in value) {
    out.uint32(ValueType.array);
    out.uint32(ValueType.text);
    out.uint64(value.texts.length);
    value.texts.forEach((text) => out.text(text));
  } else {
    out.uint32(ValueType.array);
    out.uint32(ValueType.int32);
    out.uint64(value.int32s.length);
    value.int32s.forEach((number) => out.uint32(number));
  }
}

/** Little-endian bytes, appended. */
class ByteSink {
  private readonly chunks: Buffer[] = [];
  private length = 0;

  raw(bytes: Buffer): void {
    this.chunks.push(bytes);
    this.length += bytes.length;
  }

  uint32(value: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    this.raw(bytes);
  }

  uint64(value: number): void {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value));
    this.raw(bytes);
  }

  float32(value: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeFloatLE(value);
    this.raw(bytes);
  }

  text(value: string): void {
    const bytes = Buffer.from(value, 'utf8');
    this.uint64(bytes.length);
    this.raw(bytes);
  }

  align(to: number): void {
    const rest = this.length % to;
    if (rest > 0) this.raw(Buffer.alloc(to - rest));
  }

  bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}
