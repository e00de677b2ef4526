import type { ChatStore } from '../chatStore';
import { Composer } from './Composer';
import { Conversation } from './Conversation';

/** The whole page. It is empty until the host has answered with the state and its words. */
export function ChatPage({ store }: { readonly store: ChatStore }) {
  const strings = store.strings.value;
  if (!strings) return null;
  return (
    <main
      class="chat"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.isComposing) store.stop();
      }}
    >
      <h1 class="visually-hidden">{strings.fairwind}</h1>
      <Conversation store={store} strings={strings} />
      <Composer store={store} strings={strings} />
      <div class="visually-hidden" aria-live="polite">
        {store.announcement.value}
      </div>
    </main>
  );
}
