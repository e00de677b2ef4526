import { useSignal } from '@preact/signals';
import type { ChatStrings } from '../../protocol/chatStrings';
import type { ChatStore } from '../chatStore';
import { droppedUris, isAttachable, MAX_ATTACHMENT, readAttachments } from '../composer/attach';
import { format } from '../format';
import { ContextChips } from './ContextChips';
import { IconButton } from './IconButton';
import { MessageBox } from './MessageBox';
import { ModelPicker } from './ModelPicker';
import { SuggestionList } from './SuggestionList';
import { TokenMeter, TokenWords } from './TokenMeter';

/** The message box with what goes along, who answers, and the button to send or stop. */
export function Composer({ store, strings }: { readonly store: ChatStore; readonly strings: ChatStrings }) {
  const isBusy = store.isBusy.value;
  const isDropTarget = useSignal(false);
  return (
    <form
      class={isDropTarget.value ? 'composer composer-drop' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault();
        store.send();
      }}
      onDragOver={(event) => {
        isDropTarget.value = event.dataTransfer !== null && isAttachable(event.dataTransfer);
      }}
      onDragLeave={() => (isDropTarget.value = false)}
      onDrop={(event) => {
        isDropTarget.value = false;
        if (event.dataTransfer) attachData(event.dataTransfer, store, strings);
      }}
      onPaste={(event) => {
        if (!event.clipboardData || event.clipboardData.files.length === 0) return;
        event.preventDefault();
        attachData(event.clipboardData, store, strings);
      }}
    >
      <SuggestionList store={store} strings={strings} />
      <ContextChips store={store} strings={strings} />
      {isDropTarget.value ? (
        <p class="drop-hint">{strings.dropHint}</p>
      ) : (
        <MessageBox store={store} strings={strings} />
      )}
      <TokenWords store={store} strings={strings} />
      {store.notice.value !== '' && (
        <p class="composer-words composer-warning" role="alert">
          {store.notice.value}
        </p>
      )}
      <div class="composer-bar">
        <IconButton
          icon="attachment"
          label={strings.attach}
          onClick={() => store.host.post({ type: 'pickContext' })}
        />
        <ModelPicker store={store} strings={strings} />
        <TokenMeter store={store} strings={strings} />
        {isBusy ? (
          <IconButton class="send send-stop" icon="stop" label={strings.stop} onClick={() => store.stop()} />
        ) : (
          <IconButton
            class="send"
            icon="send"
            label={strings.send}
            isDisabled={store.draft.value.trim() === ''}
            onClick={() => store.send()}
          />
        )}
      </div>
    </form>
  );
}

/** Attaches what was pasted or dropped: by its address where it has one, else by its bytes. */
function attachData(data: DataTransfer, store: ChatStore, strings: ChatStrings): void {
  store.notice.value = '';
  const uris = droppedUris(data);
  if (uris.length > 0) {
    store.host.post({ type: 'attachUris', uris });
    return;
  }
  void readAttachments([...data.files]).then((read) => {
    for (const item of read) {
      if ('type' in item) store.host.post(item);
      else store.notice.value = format(strings.tooLarge, item.tooLarge, MAX_ATTACHMENT / 1024 / 1024);
    }
  });
}
