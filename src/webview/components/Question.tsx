import { memo } from 'preact/compat';
import { useEffect, useRef } from 'preact/hooks';
import type { ChatStrings } from '../../protocol/chatStrings';
import type { ChatQuestion } from '../../protocol/webview';
import type { ChatStore } from '../chatStore';
import { useComposition } from '../useComposition';
import { AlternativeButtons } from './AlternativeButtons';
import { SentChips } from './ContextChips';
import { IconButton } from './IconButton';
import { Toolbar } from './Toolbar';

interface QuestionProps {
  readonly question: ChatQuestion;
  readonly store: ChatStore;
  readonly strings: ChatStrings;
}

/** What the person wrote, as plain text, with what was sent along. */
export const Question = memo(function Question({ question, store, strings }: QuestionProps) {
  const isEditing = store.editing.value === question.id;
  return (
    <article class={isEditing ? 'entry question question-edited' : 'entry question'}>
      <h2 class="visually-hidden">{strings.you}</h2>
      {isEditing ? (
        <EditBox question={question} store={store} strings={strings} />
      ) : (
        <>
          <p class="bubble" dir="auto">
            {question.text}
          </p>
          <SentChips chips={question.context} store={store} strings={strings} />
          <Toolbar class="tools entry-tools" label={strings.questionActions}>
            <AlternativeButtons
              id={question.id}
              alternatives={question.alternatives}
              store={store}
              strings={strings}
            />
            <IconButton
              icon="edit"
              label={strings.edit}
              isDisabled={store.isBusy.value}
              onClick={() => (store.editing.value = question.id)}
            />
          </Toolbar>
        </>
      )}
    </article>
  );
});

function EditBox({ question, store, strings }: QuestionProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const composition = useComposition();
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const send = () => store.resend(question.id, box.current?.value ?? '');
  return (
    <form
      class="edit-box"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={box}
        dir="auto"
        rows={1}
        aria-label={strings.editBox}
        defaultValue={question.text}
        onCompositionEnd={composition.onEnd}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || composition.isOf(event)) return;
          event.preventDefault();
          send();
        }}
      />
      <SentChips chips={question.context} store={store} strings={strings} />
      <div class="edit-buttons">
        <button type="button" class="button button-secondary" onClick={() => store.stopEditing()}>
          {strings.cancel}
        </button>
        <button type="submit" class="button">
          {strings.sendAgain}
        </button>
      </div>
    </form>
  );
}
