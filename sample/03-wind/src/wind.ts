/** Upper limits of Beaufort 0 to 11, in knots; anything above is force 12. */
const BEAUFORT_LIMITS = [1, 3, 6, 10, 16, 21, 27, 33, 40, 47, 55, 63];

/** The Beaufort force of a wind speed in knots. */
export function toBeaufort(knots: number): number {
  const force = BEAUFORT_LIMITS.findIndex((limit) => knots <= limit);
  return force === -1 ? BEAUFORT_LIMITS.length : force;
}

/** Knots from metres a second. */
export function toKnots(metresPerSecond: number): number {
  return metresPerSecond * 1.943844;
}
