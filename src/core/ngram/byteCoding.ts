/** Writes numbers and texts as bytes: numbers in base 128, low digits first (LEB128); texts as UTF-16 units. */
export class ByteWriter {
  #bytes: Uint8Array = new Uint8Array(65_536);
  #length = 0;

  /** @param value a whole number of at most 31 bits, not negative */
  number(value: number): void {
    if (this.#length + 5 > this.#bytes.length) this.#grow();
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  text(value: string): void {
    this.number(value.length);
    for (let at = 0; at < value.length; at++) this.number(value.charCodeAt(at));
  }

  /** Adds bytes as they are. */
  append(bytes: Uint8Array): void {
    while (this.#length + bytes.length > this.#bytes.length) this.#grow();
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  get length(): number {
    return this.#length;
  }

  /** Returns a copy of what was written, and begins anew. */
  take(): Uint8Array {
    const bytes = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads what `ByteWriter` wrote. Past the end everything is 0, so that broken bytes end a loop and never throw. */
export class ByteReader {
  constructor(
    private readonly bytes: Uint8Array,
    private at = 0,
  ) {}

  get position(): number {
    return this.at;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  skip(count: number): void {
    this.at += count;
  }

  number(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.bytes[this.at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    return value >>> 0;
  }

  text(): string {
    const length = Math.min(this.number(), this.bytes.length - this.at);
    let text = '';
    for (let at = 0; at < length; at++) text += String.fromCharCode(this.number());
    return text;
  }
}

/** FNV-1a (Fowler, Noll, Vo), 32 bits: tells a damaged file from a whole one. */
export class Checksum {
  #hash = 0x811c9dc5;

  add(bytes: Uint8Array): void {
    let hash = this.#hash;
    for (let at = 0; at < bytes.length; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    this.#hash = hash;
  }

  /** As four bytes, low ones first. */
  bytes(): Uint8Array {
    return Uint8Array.from([0, 8, 16, 24], (shift) => (this.#hash >>> shift) & 255);
  }
}
