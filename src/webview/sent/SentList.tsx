import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { SentEntryData } from '../../protocol/engine';
import type { SentStrings } from '../../protocol/sentPage';
import { Icon } from '../components/Icon';
import { describeEntry } from './entryWords';
import { rowWindow } from './rowWindow';
import type { SentStore } from './sentStore';

/** CSS pixels; `sent.css` has the same number. */
const ROW_HEIGHT = 66;

interface ListProps {
  readonly store: SentStore;
  readonly strings: SentStrings;
}

/** The list of entries. Only the rows near the screen are in the page. */
export function SentList({ store, strings }: ListProps) {
  const list = useRef<HTMLDivElement>(null);
  const view = useSignal({ scrollTop: 0, height: 600 });
  const entries = store.entries.value;
  const measure = () => {
    const element = list.current;
    if (!element) return;
    view.value = { scrollTop: element.scrollTop, height: element.clientHeight };
    if (element.scrollTop + element.clientHeight * 2 > element.scrollHeight) store.loadOlder();
  };
  useKeptPlace(list, entries, measure);
  useActiveRowInView(list, store);
  useFocusWhenAsked(list, store);
  useEffect(() => {
    const observer = new ResizeObserver(measure);
    if (list.current) observer.observe(list.current);
    return () => observer.disconnect();
  }, []);
  const { first, end } = rowWindow(view.value, ROW_HEIGHT, entries.length);
  const active = store.activeId.value;
  const isDrawn = entries.slice(first, end).some(({ id }) => id === active);
  return (
    <div
      ref={list}
      class="rows"
      role="listbox"
      aria-label={strings.list}
      tabIndex={0}
      {...(isDrawn && { 'aria-activedescendant': rowId(active) })}
      onScroll={measure}
      onKeyDown={(event) => moveByKey(event, store, Math.floor(view.value.height / ROW_HEIGHT))}
      onFocus={() => active ?? store.moveTo(first)}
    >
      <div role="presentation" class="rows-all" style={{ height: `${entries.length * ROW_HEIGHT}px` }}>
        {entries.slice(first, end).map((entry, index) => (
          <Row
            key={entry.id}
            {...{ entry, store, strings }}
            index={first + index}
            count={store.hasMore.value ? -1 : entries.length}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps extends ListProps {
  readonly entry: SentEntryData;
  readonly index: number;
  /** How many rows there are; -1 while that is not known. */
  readonly count: number;
}

function Row({ entry, index, count, store, strings }: RowProps) {
  const words = describeEntry(entry, strings, store.language.value);
  const { role, time, destination, machine, facts, masked } = words;
  return (
    <div
      id={rowId(entry.id)}
      class="row"
      role="option"
      aria-selected={entry.id === store.openId.value}
      aria-posinset={index + 1}
      aria-setsize={count}
      data-active={entry.id === store.activeId.value}
      style={{ transform: `translateY(${index * ROW_HEIGHT}px)` }}
      onClick={() => store.openDetails(entry.id)}
    >
      <div class="row-line">
        <span class="row-role">{role}</span>
        {masked !== undefined && <span class="badge">{masked}</span>}
        <span class="row-time">{time}</span>
      </div>
      <div class={`row-line machine ${entry.destination.isLocal ? 'is-local' : 'is-remote'}`}>
        <Icon name={entry.destination.isLocal ? 'local' : 'network'} />
        <span class="row-machine">{machine}</span>
        <bdi class="row-destination">{destination}</bdi>
      </div>
      <div class="row-facts">{facts.join(' · ')}</div>
    </div>
  );
}

function rowId(id: string | undefined): string {
  return `row-${id ?? ''}`;
}

/** Rows that come in on top of the list push the others down; what is on screen stays where it is. */
function useKeptPlace(
  list: { readonly current: HTMLElement | null },
  entries: readonly SentEntryData[],
  measure: () => void,
): void {
  const firstId = useRef(entries[0]?.id);
  useLayoutEffect(() => {
    const added = entries.findIndex(({ id }) => id === firstId.current);
    firstId.current = entries[0]?.id;
    const element = list.current;
    if (element && added > 0 && element.scrollTop > 0) element.scrollTop += added * ROW_HEIGHT;
    measure();
  }, [entries]);
}

/** Scrolls as far as it takes for the row that the keys are on to be seen whole. */
function useActiveRowInView(list: { readonly current: HTMLElement | null }, store: SentStore): void {
  const active = store.activeId.value;
  useLayoutEffect(() => {
    const element = list.current;
    const index = store.activeIndex.peek();
    if (!element || index === -1) return;
    const top = index * ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_HEIGHT > element.scrollTop + element.clientHeight)
      element.scrollTop = top + ROW_HEIGHT - element.clientHeight;
  }, [active]);
}

/** Within the turn of the key that asked for it: the next key is meant for the list already. */
function useFocusWhenAsked(list: { readonly current: HTMLElement | null }, store: SentStore): void {
  const asked = store.listFocus.value;
  // What was asked of an earlier list does not take the focus out of the search that brought this one back.
  const answered = useRef(asked);
  useLayoutEffect(() => {
    if (asked === answered.current) return;
    answered.current = asked;
    list.current?.focus();
  }, [asked]);
}

function moveByKey(event: KeyboardEvent, store: SentStore, page: number): void {
  const at = store.activeIndex.peek();
  const target: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: Number.MAX_SAFE_INTEGER,
  };
  const index = target[event.key];
  if (index !== undefined) store.moveTo(index);
  else if (event.key === 'Enter' || event.key === ' ') store.openDetails(store.activeId.peek());
  else return;
  event.preventDefault();
}
