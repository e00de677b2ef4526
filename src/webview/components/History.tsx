import { useEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { ChatStrings } from '../../protocol/chatStrings';
import type { ConversationSummary } from '../../protocol/webview';
import type { ChatStore } from '../chatStore';
import { format } from '../format';
import { groupByDay } from '../groupByDay';
import { HistoryItem } from './HistoryItem';
import { IconButton } from './IconButton';
import { Toolbar } from './Toolbar';

interface HistoryProps {
  readonly store: ChatStore;
  readonly strings: ChatStrings;
}

/** The kept conversations: found by their words, opened, renamed, deleted, taken out and brought in. */
export function History({ store, strings }: HistoryProps) {
  const search = useRef<HTMLInputElement>(null);
  const query = useSignal('');
  useEffect(() => search.current?.focus(), []);
  const { host } = store;
  const close = () => store.showConversation();
  return (
    <section class="history" aria-label={strings.history}>
      <header class="header">
        <IconButton icon="back" label={strings.historyBack} onClick={close} />
        <h2 class="header-title">{strings.history}</h2>
        <Toolbar class="tools" label={strings.history}>
          <IconButton
            icon="importFile"
            label={strings.importConversation}
            onClick={() => host.post({ type: 'importConversation' })}
          />
          <IconButton
            icon="add"
            label={strings.newConversation}
            onClick={() => host.post({ type: 'newConversation' })}
          />
        </Toolbar>
      </header>
      <input
        ref={search}
        class="search"
        type="search"
        dir="auto"
        aria-label={strings.historySearch}
        placeholder={strings.historySearch}
        value={query.value}
        onInput={({ currentTarget }) => {
          query.value = currentTarget.value;
          host.post({ type: 'findConversations', query: currentTarget.value });
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') focusConversation(event, 1);
          // Escape empties the search first, as it does everywhere in VS Code.
          if (event.key !== 'Escape' || query.value === '') return;
          event.preventDefault();
          query.value = '';
          host.post({ type: 'findConversations', query: '' });
        }}
      />
      <Conversations store={store} strings={strings} query={query.value} />
    </section>
  );
}

function Conversations({ store, strings, query }: HistoryProps & { readonly query: string }) {
  const found = store.conversations.value;
  if (!found) return null;
  if (found.list.length === 0) {
    const words = found.query === '' ? strings.historyEmpty : format(strings.historyNone, found.query);
    return <p class="history-empty">{words}</p>;
  }
  return (
    <div class="history-list" aria-busy={found.query !== query}>
      {groupByDay(found.list, Date.now(), strings).map(({ day, conversations }) => (
        <section key={day} aria-label={day}>
          <h3 class="history-day">{day}</h3>
          <ul onKeyDown={onListKey}>
            {conversations.map((conversation: ConversationSummary) => (
              <HistoryItem
                key={conversation.id}
                conversation={conversation}
                store={store}
                strings={strings}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function onListKey(event: KeyboardEvent): void {
  if (event.key === 'ArrowDown') focusConversation(event, 1);
  if (event.key === 'ArrowUp') focusConversation(event, -1);
}

/** Moves the focus to the conversation after or before the one that has it; up from the first to the search. */
function focusConversation(event: KeyboardEvent, step: -1 | 1): void {
  const from = event.target;
  if (!(from instanceof HTMLElement)) return;
  const stops = [...document.querySelectorAll<HTMLElement>('.history .search, .history .history-open')];
  const current = from.closest('li')?.querySelector<HTMLElement>('.history-open') ?? from;
  const next = stops[stops.indexOf(current) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
