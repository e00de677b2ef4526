/** One row of a tide table: the height of the water over the chart's zero. */
export interface Tide {
  readonly time: Date;
  readonly heightMetres: number;
}

/** Reads a table with the columns `time` and `height_m`. */
export function parseTideTable(csv: string): Tide[] {
  const [, ...rows] = csv.trim().split('\n');
  return rows.map((row) => {
    const [time = '', height = ''] = row.split(',');
    return { time: new Date(time), heightMetres: Number(height) };
  });
}

/** The next high water after a moment, if the table reaches that far. The first row counts when the water falls after it. */
export function nextHighWater(tides: readonly Tide[], after: Date): Tide | undefined {
  return tides.find((tide, index) => tide.time >= after && isHighWater(tides, index));
}

function isHighWater(tides: readonly Tide[], index: number): boolean {
  const height = tides[index]?.heightMetres ?? 0;
  const before = tides[index - 1]?.heightMetres ?? -Infinity;
  const afterwards = tides[index + 1]?.heightMetres ?? -Infinity;
  return height > before && height > afterwards;
}
