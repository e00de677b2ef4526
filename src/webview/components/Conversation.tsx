import { useEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { ChatStrings } from '../../protocol/chatStrings';
import type { ChatStore } from '../chatStore';
import { stickToEnd, type StickyScroll } from '../stickToEnd';
import { useWindow } from '../useWindow';
import { Answer } from './Answer';
import { EmptyState } from './EmptyState';
import { Icon } from './Icon';
import { Question } from './Question';

/** The list of questions and answers. It follows the end while the person is there. */
export function Conversation({
  store,
  strings,
}: {
  readonly store: ChatStore;
  readonly strings: ChatStrings;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const sticky = useRef<StickyScroll>(undefined);
  const isAtEnd = useSignal(true);
  const entries = store.entries.value;
  const first = useWindow(entries);
  const last = entries.at(-1);

  const isEmpty = entries.length === 0;
  useEffect(() => {
    // What an empty page teaches is read from its beginning.
    if (!scroller.current || !content.current || isEmpty) return;
    sticky.current = stickToEnd(scroller.current, content.current, (atEnd) => (isAtEnd.value = atEnd));
    return () => {
      sticky.current?.dispose();
      isAtEnd.value = true;
    };
  }, [isAtEnd, isEmpty]);
  const lastQuestion = entries.findLast(({ role }) => role === 'user')?.id;
  useEffect(() => sticky.current?.toEnd(), [lastQuestion]);

  return (
    <div class="conversation">
      <div
        class="scroller"
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={strings.conversation}
        aria-busy={first > 0}
        tabIndex={0}
      >
        <div class="entries" ref={content}>
          {isEmpty && <EmptyState store={store} strings={strings} />}
          {entries
            .slice(first)
            .map((entry) =>
              entry.role === 'user' ? (
                <Question key={entry.id} question={entry} store={store} strings={strings} />
              ) : (
                <Answer
                  key={entry.id}
                  answer={entry}
                  isLast={entry === last}
                  store={store}
                  strings={strings}
                />
              ),
            )}
        </div>
      </div>
      {!isAtEnd.value && (
        <button
          type="button"
          class="to-end"
          title={strings.toEnd}
          aria-label={strings.toEnd}
          onClick={() => {
            sticky.current?.toEnd();
            scroller.current?.focus();
          }}
        >
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}
