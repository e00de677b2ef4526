import { useEffect, useRef } from 'preact/hooks';
import type { ChatStrings } from '../../protocol/chatStrings';
import type { ChatModel } from '../../protocol/webview';
import type { ChatStore } from '../chatStore';
import { format } from '../format';
import { ContextChips } from './ContextChips';
import { Icon } from './Icon';

/** Milliseconds after the end of a composition in which Enter still belongs to the input method (Safari's order). */
const COMPOSITION_ENTER_MS = 50;

/** The message box with what goes along, who answers, and the button to send or stop. */
export function Composer({ store, strings }: { readonly store: ChatStore; readonly strings: ChatStrings }) {
  const isBusy = store.isBusy.value;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        store.send();
      }}
    >
      <ContextChips
        chips={store.chips.value}
        strings={strings}
        onToggle={(id, included) => store.host.post({ type: 'includeContext', id, included })}
      />
      <MessageBox store={store} strings={strings} />
      <div class="composer-bar">
        <ModelLabel model={store.model.value} strings={strings} />
        {isBusy ? (
          <IconButton icon="stop" label={strings.stop} onClick={() => store.stop()} />
        ) : (
          <IconButton
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

function MessageBox({ store, strings }: { readonly store: ChatStore; readonly strings: ChatStrings }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const composedAt = useRef(-Infinity);
  const focusRequests = store.focusRequests.value;
  useEffect(() => {
    // Not when the page is made: showing the view must not take the focus away from the editor.
    if (focusRequests > 0) box.current?.focus();
  }, [focusRequests]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event, composedAt.current)) return;
    event.preventDefault();
    store.send();
  };
  return (
    <textarea
      ref={box}
      dir="auto"
      rows={1}
      aria-label={strings.messageBox}
      placeholder={strings.placeholder}
      value={store.draft.value}
      onInput={(event) => store.setDraft(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onCompositionEnd={(event) => {
        composedAt.current = event.timeStamp;
      }}
    />
  );
}

/** Whether Enter confirms text of an input method. Browsers differ in which of the three signs they give. */
function isComposing(event: KeyboardEvent, composedAt: number): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign that some input methods give
  return event.isComposing || event.keyCode === 229 || event.timeStamp - composedAt < COMPOSITION_ENTER_MS;
}

/** Who answers: the model and the host that the message goes to. */
function ModelLabel({ model, strings }: { readonly model: ChatModel; readonly strings: ChatStrings }) {
  if (model.state === 'unknown') return <span class="model" />;
  if (model.state === 'none') return <span class="model">{strings.noModel}</span>;
  const label = format(strings.modelAt, model.name, model.host);
  return (
    <span class="model" title={model.isLocal ? `${label}. ${strings.local}` : label}>
      <Icon name={model.isLocal ? 'local' : 'network'} />
      <bdi>{label}</bdi>
    </span>
  );
}

interface IconButtonProps {
  readonly icon: 'send' | 'stop';
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}

function IconButton({ icon, label, isDisabled = false, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button icon-button-${icon}`}
      title={label}
      aria-label={label}
      aria-disabled={isDisabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
