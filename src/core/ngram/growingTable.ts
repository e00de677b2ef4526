/** Entries a table grows by at least: little enough to be made in a moment, enough not to grow at every line. */
const GROWTH_ENTRIES = 16_384;

/** A table of numbers that can become longer without being copied. */
export type GrowingTable = Int32Array<ArrayBuffer>;

/**
 * Makes an empty table. Its addresses are reserved at once and its memory is taken as it grows (a resizable
 * `ArrayBuffer`, ECMAScript 2024), so growing costs what is added and never what is there.
 * @param maxEntries the length it can ever have
 */
export function newGrowingTable(maxEntries: number): GrowingTable {
  return new Int32Array(new ArrayBuffer(0, { maxByteLength: maxEntries * Int32Array.BYTES_PER_ELEMENT }));
}

/** Makes room for `entries` entries; new ones are 0. Throws a RangeError beyond the table's maximum. */
export function growTo(table: GrowingTable, entries: number): void {
  if (entries <= table.length) return;
  const { buffer } = table;
  const wanted = Math.max(entries, table.length + GROWTH_ENTRIES) * Int32Array.BYTES_PER_ELEMENT;
  const most = Math.max(entries * Int32Array.BYTES_PER_ELEMENT, Math.min(wanted, buffer.maxByteLength));
  buffer.resize(most);
}
