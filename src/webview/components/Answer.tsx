import { memo } from 'preact/compat';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ChatStrings } from '../../protocol/chatStrings';
import type { AnswerOutcome } from '../../protocol/webview';
import type { ChatStore, ShownAnswer } from '../chatStore';
import { format } from '../format';
import { Icon } from './Icon';

interface AnswerProps {
  readonly answer: ShownAnswer;
  readonly store: ChatStore;
  readonly strings: ChatStrings;
}

/** One answer: reasoning folded away, the text, and how it ended. */
export const Answer = memo(function Answer({ answer, store, strings }: AnswerProps) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.replaceChildren(answer.body.element), [answer]);
  const outcome = answer.outcome.value;
  return (
    <article class="entry answer" aria-busy={outcome.state === 'streaming'}>
      <h2 class="visually-hidden">{strings.fairwind}</h2>
      <Reasoning answer={answer} strings={strings} />
      <div class="answer-body" dir="auto" ref={place} />
      <Ending answer={answer} store={store} strings={strings} />
    </article>
  );
});

function Reasoning({ answer, strings }: Omit<AnswerProps, 'store'>) {
  const text = answer.reasoning.value;
  if (text === '') return null;
  const isThinking = answer.outcome.value.state === 'streaming' && !answer.hasText.value;
  return (
    <details class="reasoning">
      <summary>{isThinking ? strings.reasoningNow : strings.reasoning}</summary>
      <p dir="auto">{text}</p>
    </details>
  );
}

function Ending({ answer, store, strings }: AnswerProps) {
  const outcome = answer.outcome.value;
  const isLast = store.entries.value.at(-1)?.id === answer.id;
  const retry = isLast && (
    <button
      type="button"
      class="button button-secondary"
      onClick={() => store.host.post({ type: 'regenerate', id: answer.id })}
    >
      {strings.retry}
    </button>
  );
  switch (outcome.state) {
    case 'streaming':
      return answer.hasText.value || answer.reasoning.value !== '' ? null : (
        <Waiting store={store} strings={strings} />
      );
    case 'done':
      return <Footnote outcome={outcome} strings={strings} />;
    case 'stopped':
      return (
        <div class="stopped">
          <span>{strings.stopped}</span>
          {retry}
        </div>
      );
    case 'failed':
      return (
        <section class="banner" aria-label={strings.failed}>
          <Icon name="error" />
          <p dir="auto">{outcome.message}</p>
          <div class="banner-actions">
            {retry}
            {outcome.action && <ActionButton action={outcome.action} store={store} strings={strings} />}
          </div>
        </section>
      );
  }
}

function ActionButton({
  action,
  store,
  strings,
}: Omit<AnswerProps, 'answer'> & { readonly action: 'connectModel' | 'setKey' }) {
  return (
    <button type="button" class="button button-secondary" onClick={() => store.host.post({ type: action })}>
      {strings[action]}
    </button>
  );
}

function Waiting({ store, strings }: Omit<AnswerProps, 'answer'>) {
  const model = store.model.value;
  const name = model.state === 'connected' ? model.name : strings.fairwind;
  return <p class="waiting">{format(strings.waiting, name)}</p>;
}

function Footnote({
  outcome,
  strings,
}: {
  readonly outcome: Extract<AnswerOutcome, { state: 'done' }>;
  readonly strings: ChatStrings;
}) {
  return (
    <footer class="footnote">
      {outcome.isCutOff && <p>{strings.cutOff}</p>}
      {outcome.omitted?.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      <p>{format(strings.answeredBy, outcome.model, (outcome.durationMs / 1000).toFixed(1))}</p>
    </footer>
  );
}
