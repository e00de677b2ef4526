import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ChatStrings } from '../../protocol/chatStrings';
import type { ChatStore } from '../chatStore';
import { useComposition } from '../useComposition';

export const SUGGESTIONS_ID = 'suggestions';

/** Where the message is typed. */
export function MessageBox({ store, strings }: { readonly store: ChatStore; readonly strings: ChatStrings }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const composition = useComposition();
  const { suggestions } = store;
  const focusRequests = store.focusRequests.value;
  useEffect(() => {
    // Not when the page is made: showing the view must not take the focus away from the editor.
    if (focusRequests > 0) box.current?.focus();
  }, [focusRequests]);
  const caret = store.caret.value;
  useLayoutEffect(() => {
    if (caret === undefined) return;
    box.current?.focus();
    box.current?.setSelectionRange(caret, caret);
    store.caret.value = undefined;
  }, [caret, store]);

  const look = ({ currentTarget }: { readonly currentTarget: HTMLTextAreaElement }) => {
    const { value, selectionStart, selectionEnd } = currentTarget;
    if (selectionStart === selectionEnd) suggestions.update(value, selectionStart);
  };
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLTextAreaElement }) => {
    if (composition.isOf(event)) return;
    if (suggestions.kind.value !== undefined && moves(event, store)) {
      event.preventDefault();
    } else if (event.key === 'ArrowUp' && event.currentTarget.value === '' && store.editLast()) {
      event.preventDefault();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      store.send();
    }
  };
  const hasList = suggestions.items.value.length > 0;
  return (
    <textarea
      ref={box}
      dir="auto"
      rows={1}
      aria-label={strings.messageBox}
      aria-autocomplete="list"
      aria-haspopup="listbox"
      aria-controls={hasList ? SUGGESTIONS_ID : undefined}
      aria-activedescendant={hasList ? `${SUGGESTIONS_ID}-${suggestions.active.value}` : undefined}
      placeholder={strings.placeholder}
      value={store.draft.value}
      onInput={(event) => {
        store.setDraft(event.currentTarget.value);
        look(event);
      }}
      onSelect={look}
      onBlur={() => suggestions.close()}
      onKeyDown={onKeyDown}
      onCompositionEnd={composition.onEnd}
    />
  );
}

/** Keys of the list: true when the list has taken one. */
function moves(
  event: KeyboardEvent & { readonly currentTarget: HTMLTextAreaElement },
  { suggestions, takeSuggestion }: ChatStore,
): boolean {
  if (suggestions.items.value.length === 0) return false;
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp':
      suggestions.move(event.key === 'ArrowDown' ? 1 : -1);
      return true;
    case 'Enter':
    case 'Tab':
      if (event.shiftKey || (event.key === 'Enter' && !suggestions.takesEnter)) return false;
      takeSuggestion(suggestions.active.value);
      return true;
    default:
      return false;
  }
}
