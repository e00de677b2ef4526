import { type Tide, nextHighWater } from './tides.ts';
import { toBeaufort } from './wind.ts';

/** What a boat needs to leave harbour. */
export interface Boat {
  readonly draughtMetres: number;
  readonly maxBeaufort: number;
}

/** The next high water that carries the boat out, unless the wind is too strong for it. */
export function nextDeparture(
  boat: Boat,
  conditions: { readonly tides: readonly Tide[]; readonly windKnots: number; readonly now: Date },
): Tide | undefined {
  if (toBeaufort(conditions.windKnots) > boat.maxBeaufort) return undefined;
  const tide = nextHighWater(conditions.tides, conditions.now);
  return tide !== undefined && tide.heightMetres > boat.draughtMetres ? tide : undefined;
}
