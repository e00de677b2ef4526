import { useEffect, useRef } from 'preact/hooks';
import type { ChatStore } from '../chatStore';
import { Comparison } from './Comparison';
import { Composer } from './Composer';
import { Conversation } from './Conversation';
import { Header } from './Header';
import { History } from './History';

/** The whole page. It is empty until the host has answered with the state and its words. */
export function ChatPage({ store }: { readonly store: ChatStore }) {
  const conversation = useRef<HTMLDivElement>(null);
  const view = store.view.value;
  const isHidden = view !== 'conversation';
  useEffect(() => {
    if (conversation.current) conversation.current.inert = isHidden;
  }, [isHidden]);
  const strings = store.strings.value;
  if (!strings) return null;
  return (
    <main class="chat" onKeyDown={(event) => onEscape(event, store)}>
      <h1 class="visually-hidden">{strings.fairwind}</h1>
      {view === 'history' && <History store={store} strings={strings} />}
      {view === 'comparison' && store.comparison.value && (
        <Comparison comparison={store.comparison.value} store={store} strings={strings} />
      )}
      <div class={isHidden ? 'chat-main chat-main-hidden' : 'chat-main'} ref={conversation}>
        <Header store={store} strings={strings} />
        <Conversation store={store} strings={strings} />
        <Composer store={store} strings={strings} />
      </div>
      <div class="visually-hidden" aria-live="polite">
        {store.announcement.value}
      </div>
    </main>
  );
}

/** Escape closes what was opened last: a list, then an edit, then another view; then it stops the answer. */
function onEscape(event: KeyboardEvent, store: ChatStore): void {
  if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
  if (store.suggestions.close()) return;
  if (store.editing.value !== undefined) store.stopEditing();
  else if (store.view.value !== 'conversation') store.showConversation();
  else store.stop();
}
