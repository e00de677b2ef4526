import { useEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { ChatStrings } from '../../protocol/chatStrings';
import type { ConversationSummary } from '../../protocol/webview';
import type { ChatStore } from '../chatStore';
import { format } from '../format';
import { IconButton } from './IconButton';
import { Toolbar } from './Toolbar';

interface HistoryItemProps {
  readonly conversation: ConversationSummary;
  readonly store: ChatStore;
  readonly strings: ChatStrings;
}

/** One kept conversation with what can be done to it. */
export function HistoryItem(props: HistoryItemProps) {
  const { conversation, store, strings } = props;
  const isRenaming = useSignal(false);
  const open = useRef<HTMLButtonElement>(null);
  const { id } = conversation;
  const { host } = store;
  const leave = () => {
    isRenaming.value = false;
    requestAnimationFrame(() => open.current?.focus());
  };
  if (isRenaming.value) return <RenameBox {...props} leave={leave} />;
  const title = conversation.title || strings.untitled;
  const turns = format(strings.historyTurns, conversation.turns);
  const time = new Date(conversation.updatedAt).toLocaleTimeString(
    document.documentElement.lang || undefined,
    {
      hour: 'numeric',
      minute: '2-digit',
    },
  );
  return (
    <li class={conversation.isOpen ? 'history-item history-item-open' : 'history-item'}>
      <div class="history-row">
        <button
          type="button"
          class="history-open"
          ref={open}
          aria-current={conversation.isOpen}
          onClick={() => {
            if (conversation.isOpen) store.showConversation();
            else host.post({ type: 'openConversation', id });
          }}
        >
          <bdi class="history-title">{title}</bdi>
          <span class="history-detail">
            {time} · {turns}
            {conversation.isOpen && ` · ${strings.historyNow}`}
          </span>
          {conversation.excerpt !== undefined && (
            <span class="history-excerpt" dir="auto">
              {conversation.excerpt}
            </span>
          )}
        </button>
        <Toolbar class="tools" label={format(strings.chipActions, title)}>
          <IconButton icon="edit" label={strings.rename} onClick={() => (isRenaming.value = true)} />
          <IconButton
            icon="exportFile"
            label={strings.exportConversation}
            onClick={() => host.post({ type: 'exportConversation', id })}
          />
          <IconButton
            icon="trash"
            label={strings.delete}
            onClick={() => host.post({ type: 'deleteConversation', id })}
          />
        </Toolbar>
      </div>
    </li>
  );
}

interface LeavableProps extends HistoryItemProps {
  readonly leave: () => void;
}

function RenameBox({ conversation, store, strings, leave }: LeavableProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.select(), []);
  const rename = () => {
    const title = box.current?.value.trim() ?? '';
    if (title !== '') store.host.post({ type: 'renameConversation', id: conversation.id, title });
    leave();
  };
  return (
    <li class="history-item">
      <input
        ref={box}
        class="search"
        type="text"
        dir="auto"
        aria-label={strings.renameBox}
        defaultValue={conversation.title}
        onKeyDown={(event) => {
          if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
          event.preventDefault();
          if (event.key === 'Enter') rename();
          else leave();
        }}
        onBlur={leave}
      />
    </li>
  );
}
