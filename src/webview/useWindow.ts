import { useEffect, useState } from 'preact/hooks';
import type { ShownEntry } from './shownEntries';

/** Entries that are on the page at once when a conversation is opened: more than any screen shows. */
const FIRST_ENTRIES = 24;
/** Entries that are added before them in each pause of the browser. */
const MORE_ENTRIES = 24;

/**
 * The index from which on entries are on the page. A long conversation is opened from its end; what is before follows
 * while nothing else is to be done, until all of it is there, so that screen readers and the browser's search find it.
 */
export function useWindow(entries: readonly ShownEntry[]): number {
  const origin = entries[0]?.id;
  const [shown, setShown] = useState({ origin, count: FIRST_ENTRIES });
  const count = shown.origin === origin ? shown.count : FIRST_ENTRIES;
  const first = Math.max(0, entries.length - count);
  useEffect(() => {
    if (first === 0) return;
    const idle = requestIdleCallback(() => setShown({ origin, count: count + MORE_ENTRIES }), {
      timeout: 500,
    });
    return () => cancelIdleCallback(idle);
  }, [first, count, origin]);
  return first;
}
