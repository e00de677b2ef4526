import { useEffect, useRef } from 'preact/hooks';
import type { ChatStrings } from '../../protocol/chatStrings';
import type { ChatStore } from '../chatStore';
import { format } from '../format';
import { Icon } from './Icon';
import { SUGGESTIONS_ID } from './MessageBox';

/** What could be meant by `#` or `/`, above the message box, whose keys go through it. */
export function SuggestionList({
  store,
  strings,
}: {
  readonly store: ChatStore;
  readonly strings: ChatStrings;
}) {
  const { suggestions } = store;
  const items = suggestions.items.value;
  const active = suggestions.active.value;
  const kind = suggestions.kind.value;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const count = items.length;
  useEffect(() => {
    if (kind !== undefined && count > 0) store.announcement.value = format(strings.suggestionCount, count);
  }, [kind, count, store, strings]);
  if (kind === undefined || count === 0) return null;
  return (
    <ul
      id={SUGGESTIONS_ID}
      class="suggestions"
      role="listbox"
      aria-label={kind === 'context' ? strings.findContext : strings.commands}
      ref={list}
    >
      {items.map(({ id, icon, label, detail }, index) => (
        <li
          key={id}
          id={`${SUGGESTIONS_ID}-${index}`}
          class="suggestion"
          role="option"
          aria-selected={index === active}
          title={detail === '' ? label : `${label}\n${detail}`}
          onPointerDown={(event) => {
            // The focus stays in the message box.
            event.preventDefault();
            store.takeSuggestion(index);
          }}
        >
          <Icon name={icon} />
          <bdi class="suggestion-label">{label}</bdi>
          <bdi class="suggestion-detail">{detail}</bdi>
        </li>
      ))}
    </ul>
  );
}
