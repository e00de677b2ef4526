import type { UsageMonthResult } from '../../protocol/engine';
import type { UsageStrings } from '../../protocol/usagePage';
import { byDay } from '../../core/usage/usageTables';
import { format } from '../format';
import { useWidth } from '../useWidth';

export type Measure = 'tokens' | 'cost';

interface ChartProps {
  readonly usage: UsageMonthResult;
  readonly measure: Measure;
  readonly strings: UsageStrings;
  readonly number: (value: number) => string;
  readonly money: (value: number) => string;
}

/** CSS pixels beside the chart, and the most and least that it is wide. */
const MARGIN = 32;
const MAX_WIDTH = 868;
const MIN_WIDTH = 150;
const HEIGHT = 160;
const AXIS = 18;

/** A bar for each day of the month; tokens in and out are stacked. What the bars say, each says in words too. */
export function UsageChart({ usage, measure, strings, number, money }: ChartProps) {
  // As wide as it is shown, so that its words are as large as those around it.
  const chartWidth = Math.max(MIN_WIDTH, Math.min(useWidth() - MARGIN, MAX_WIDTH));
  const days = byDay(usage.month, usage.cells);
  const isCost = measure === 'cost';
  const parts = days.map(({ total }) => (isCost ? [total.cost] : [total.promptTokens, total.answerTokens]));
  const most = Math.max(...parts.map((values) => values.reduce((sum, value) => sum + value, 0)));
  const step = chartWidth / days.length;
  const scale = most === 0 ? 0 : (HEIGHT - AXIS - 14) / most;
  const words = days.map(({ day, total }) =>
    isCost
      ? format(strings.dayCost, day, money(total.cost))
      : format(strings.dayTokens, day, number(total.promptTokens), number(total.answerTokens)),
  );
  return (
    <svg class="chart" viewBox={`0 0 ${chartWidth} ${HEIGHT}`} role="img" aria-label={strings.chart}>
      <line x1="0" x2={chartWidth} y1={HEIGHT - AXIS} y2={HEIGHT - AXIS} class="axis" />
      <text x="0" y="10" class="axis-text">
        {isCost ? money(most) : number(most)}
      </text>
      {days.map(({ day }, index) => (
        <g key={day}>
          <title>{words[index]}</title>
          <Bar values={parts[index] ?? []} x={index * step + 2} width={step - 4} scale={scale} />
          <rect class="day" x={index * step} y="0" width={step} height={HEIGHT - AXIS} />
          {index % 5 === 0 && (
            <text x={index * step + step / 2} y={HEIGHT - 4} text-anchor="middle" class="axis-text">
              {index + 1}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

interface BarProps {
  readonly values: readonly number[];
  readonly x: number;
  readonly width: number;
  /** Units of the picture for one token or one unit of money. */
  readonly scale: number;
}

function Bar({ values, x, width, scale }: BarProps) {
  let top = HEIGHT - AXIS;
  return (
    <>
      {values.map((value, index) => {
        const height = value * scale;
        top -= height;
        return <rect key={index} class={`bar bar-${index}`} x={x} y={top} width={width} height={height} />;
      })}
    </>
  );
}
