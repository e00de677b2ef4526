import type { Candidate, LineRange } from './candidates';
import { overlaps } from './candidates';
import type { EditedPlace, OpenFileIndex } from './openFileIndex';

/** Places that are remembered: those around the cursor are left out when it is asked. */
const PLACES_REMEMBERED = 12;
const MOST_PLACES = 3;
/** Lines above and below an edited line that are shown with it. */
const LINES_AROUND = 4;

/** Where the person last edited, one place for each chunk. */
export class RecentEdits {
  /** Oldest first. */
  #places: EditedPlace[] = [];

  add(place: EditedPlace): void {
    if (this.#places.at(-1)?.chunk === place.chunk) this.#places.pop();
    else
      this.#places = this.#places.filter(({ chunk }) => chunk !== place.chunk).slice(1 - PLACES_REMEMBERED);
    this.#places.push(place);
  }

  /** The last few edited places outside of the window as their text now stands, most recent last. */
  pieces(index: OpenFileIndex, window: LineRange): Candidate[] {
    const found: Candidate[] = [];
    for (const { chunk, line } of this.#places.toReversed()) {
      const file = index.fileOf(chunk);
      const chunkStart = file?.startLineOf(chunk);
      if (!file || chunkStart === undefined) continue;
      const piece = {
        uri: file.file.uri,
        startLine: Math.max(0, chunkStart + line - LINES_AROUND),
        endLine: Math.min(file.lineCount, chunkStart + line + LINES_AROUND + 1),
      };
      if (overlaps(piece, window) || found.some((other) => overlaps(rangeOf(other), piece))) continue;
      found.push({ source: { chunk }, file, score: 0, startLine: piece.startLine, endLine: piece.endLine });
      if (found.length === MOST_PLACES) break;
    }
    return found.reverse();
  }
}

function rangeOf({ file, startLine, endLine }: Candidate): LineRange {
  return { uri: file.file.uri, startLine, endLine };
}
