import type { ChatStrings } from '../../protocol/chatStrings';
import { shortCount } from '../chipWords';
import type { ChatStore } from '../chatStore';
import { format } from '../format';

interface TokenMeterProps {
  readonly store: ChatStore;
  readonly strings: ChatStrings;
}

/** From this share of the window on, little is left for the conversation and the answer. */
const NEAR = 0.75;
/** Length of the ring's line, for a radius of 5. */
const RING = 2 * Math.PI * 5;

/** What the next message comes to beside what the model can see: a ring that fills. Nothing while there is nothing. */
export function TokenMeter({ store, strings }: TokenMeterProps) {
  const { total, typed, attached } = store.tokens.value;
  if (total === 0) return null;
  const model = store.model.value;
  const window = model.state === 'connected' ? model.contextTokens : 0;
  const label =
    model.state === 'connected' && window > 0
      ? format(strings.meter, total.toLocaleString(), window.toLocaleString(), model.name)
      : format(strings.meterUnknown, total.toLocaleString());
  const parts = format(strings.meterParts, typed.toLocaleString(), attached.toLocaleString());
  return (
    <span
      class={`meter ${level(store)}`}
      role="img"
      aria-label={`${label}. ${parts}`}
      title={`${label}\n${parts}`}
    >
      <span class="meter-count">{shortCount(total)}</span>
      {window > 0 && (
        <svg class="meter-ring" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
          <circle class="meter-track" cx="7" cy="7" r="5" />
          <circle
            class="meter-fill"
            cx="7"
            cy="7"
            r="5"
            stroke-dasharray={`${Math.min(1, total / window) * RING} ${RING}`}
            transform="rotate(-90 7 7)"
          />
        </svg>
      )}
    </span>
  );
}

/** The same in words, where it matters. */
export function TokenWords({ store, strings }: TokenMeterProps) {
  const current = level(store);
  const model = store.model.value;
  if (current === '' || model.state !== 'connected') return null;
  return (
    <p class="composer-words composer-warning" role="status">
      {current === 'meter-over' ? format(strings.meterOver, model.name) : strings.meterNear}
    </p>
  );
}

function level(store: ChatStore): '' | 'meter-near' | 'meter-over' {
  const model = store.model.value;
  if (model.state !== 'connected' || model.contextTokens === 0) return '';
  const share = store.tokens.value.total / model.contextTokens;
  if (share > 1) return 'meter-over';
  return share > NEAR ? 'meter-near' : '';
}
