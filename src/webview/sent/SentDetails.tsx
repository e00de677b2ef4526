import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { SentEntryData } from '../../protocol/engine';
import type { SentStrings } from '../../protocol/sentPage';
import { Icon } from '../components/Icon';
import { format } from '../format';
import { bodyPieces, prettyJson } from './bodyPieces';
import { describeEntry } from './entryWords';
import type { SentStore } from './sentStore';

/** UTF-16 units of a body that are in the page at first, and how many more each click adds. */
const SHOWN_AT_ONCE = 100_000;

interface DetailsProps {
  readonly store: SentStore;
  readonly strings: SentStrings;
}

/** One entry, complete. */
export function SentDetails({ store, strings }: DetailsProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const id = store.openId.value;
  const entry = store.open.value;
  const isShown = entry !== undefined && entry !== null;
  useEffect(() => heading.current?.focus(), [id, isShown]);
  if (id === undefined) return null;
  return (
    <section class="details" aria-label={strings.details}>
      <div class="details-bar">
        <button type="button" class="button button-secondary" onClick={() => store.closeDetails()}>
          {strings.back}
        </button>
      </div>
      {entry === null && <p class="note">{strings.gone}</p>}
      {entry === undefined && <p class="note">{strings.loading}</p>}
      {isShown && <Entry {...{ entry, store, strings, heading }} />}
    </section>
  );
}

interface EntryProps extends DetailsProps {
  readonly entry: SentEntryData;
  readonly heading: { current: HTMLHeadingElement | null };
}

function Entry({ entry, store, strings, heading }: EntryProps) {
  const words = describeEntry(entry, strings, store.language.value);
  const { maskedSecrets = [], leftOut = [], destination } = entry;
  return (
    <div class="details-scroll" tabIndex={0} role="group" aria-label={strings.details}>
      <h2 ref={heading} tabIndex={-1}>
        {words.role} · {words.time}
      </h2>
      <p class={`machine ${destination.isLocal ? 'is-local' : 'is-remote'}`}>
        <Icon name={destination.isLocal ? 'local' : 'network'} />
        <span class="row-machine">{words.machine}</span>
        <bdi>{words.destination}</bdi>
      </p>
      <p class="note">{words.facts.join(' · ')}</p>
      {words.masked !== undefined && (
        <p>
          <span class="badge">{words.masked}</span> {maskedSecrets.join(', ')}
        </p>
      )}
      {leftOut.length > 0 && <p class="note">{format(strings.leftOut, leftOut.join(', '))}</p>}
      {entry.wire.map((request, index) => (
        <WireRequest key={`${entry.id} ${index}`} {...{ request, store, strings }} />
      ))}
    </div>
  );
}

interface WireProps extends DetailsProps {
  readonly request: SentEntryData['wire'][number];
}

function WireRequest({ request, store, strings }: WireProps) {
  const isRaw = useSignal(false);
  const shown = useSignal(SHOWN_AT_ONCE);
  const isCopied = useSignal(false);
  const text = useMemo(
    () => (isRaw.value ? request.body : prettyJson(request.body)),
    [isRaw.value, request.body],
  );
  const pieces = useMemo(() => bodyPieces(text.slice(0, shown.value)), [text, shown.value]);
  const copy = () => {
    store.copy(text);
    isCopied.value = true;
    setTimeout(() => (isCopied.value = false), 1500);
  };
  return (
    <article class="wire">
      <h3>
        <span class="wire-method">{request.method}</span> <bdi>{request.url}</bdi>
      </h3>
      {text === '' ? (
        <p class="note">{strings.noBody}</p>
      ) : (
        <>
          <div class="wire-bar">
            <label>
              <input
                type="checkbox"
                checked={isRaw.value}
                onChange={({ currentTarget }) => (isRaw.value = currentTarget.checked)}
              />
              {strings.raw}
            </label>
            <button type="button" class="button button-secondary" onClick={copy}>
              {isCopied.value ? strings.copied : strings.copy}
            </button>
          </div>
          <pre dir="ltr">
            {pieces.map(({ text: piece, isMask }, index) =>
              isMask ? <mark key={index}>{piece}</mark> : piece,
            )}
          </pre>
          {text.length > shown.value && (
            <button
              type="button"
              class="button button-secondary"
              onClick={() => (shown.value += SHOWN_AT_ONCE)}
            >
              {format(
                strings.showMore,
                new Intl.NumberFormat(store.language.value).format(text.length - shown.value),
              )}
            </button>
          )}
        </>
      )}
    </article>
  );
}
