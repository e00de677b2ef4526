import { memo } from 'preact/compat';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ChatStrings } from '../../protocol/chatStrings';
import type { ChatStore } from '../chatStore';
import { format, seconds } from '../format';
import type { ShownAnswer } from '../shownEntries';
import { AnswerTools } from './AnswerTools';
import { Icon } from './Icon';

export interface AnswerProps {
  readonly answer: ShownAnswer;
  readonly store: ChatStore;
  readonly strings: ChatStrings;
}

/** One answer: reasoning folded away, the text, and how it ended. */
export const Answer = memo(function Answer({ isLast, ...props }: AnswerProps & { readonly isLast: boolean }) {
  const { answer, store, strings } = props;
  const { state } = answer.outcome.value;
  return (
    <article class={isLast ? 'entry answer answer-last' : 'entry answer'} aria-busy={state === 'streaming'}>
      <h2 class="visually-hidden">{strings.fairwind}</h2>
      <AnswerBody answer={answer} store={store} strings={strings} />
      <Ending {...props} isLast={isLast} />
      <Applied answer={answer} />
      {state !== 'streaming' && <AnswerTools {...props} isLast={isLast} />}
      {isLast && <FollowUps {...props} />}
    </article>
  );
});

/** What a model wrote, with its reasoning folded before it. */
export function AnswerBody({ answer, strings }: AnswerProps) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.replaceChildren(answer.body.element), [answer]);
  return (
    <>
      <Reasoning answer={answer} strings={strings} />
      <div class="answer-body" dir="auto" ref={place} />
    </>
  );
}

function Reasoning({ answer, strings }: Omit<AnswerProps, 'store'>) {
  const text = answer.reasoning.value;
  if (text === '') return null;
  const isThinking = answer.outcome.value.state === 'streaming' && !answer.hasText.value;
  const ms = answer.reasoningMs.value;
  const done = ms === undefined ? strings.reasoning : format(strings.reasoningFor, seconds(ms));
  return (
    <details class="reasoning">
      <summary>{isThinking ? strings.reasoningNow : done}</summary>
      <p dir="auto">{text}</p>
    </details>
  );
}

function Ending({ answer, isLast, store, strings }: AnswerProps & { readonly isLast: boolean }) {
  const outcome = answer.outcome.value;
  const button = (label: string, type: 'regenerate' | 'continue') =>
    isLast && (
      <button
        type="button"
        class="button button-secondary"
        onClick={() => store.host.post({ type, id: answer.id })}
      >
        {label}
      </button>
    );
  switch (outcome.state) {
    case 'streaming':
      return answer.hasText.value || answer.reasoning.value !== '' ? null : (
        <Waiting store={store} strings={strings} />
      );
    case 'done':
      if (!outcome.isCutOff) return null;
      return (
        <div class="stopped">
          <span>{strings.cutOff}</span>
          {button(strings.goOn, 'continue')}
        </div>
      );
    case 'stopped':
      return (
        <div class="stopped">
          <span>{strings.stopped}</span>
          {answer.hasText.value ? button(strings.goOn, 'continue') : button(strings.retry, 'regenerate')}
        </div>
      );
    case 'failed':
      return (
        <section class="banner" aria-label={strings.failed}>
          <Icon name="error" />
          <p dir="auto">{outcome.message}</p>
          <div class="banner-actions">
            {button(strings.retry, 'regenerate')}
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

function Applied({ answer }: Pick<AnswerProps, 'answer'>) {
  const applied = answer.applied.value;
  if (!applied) return null;
  return (
    <p class={applied.isFailure ? 'applied applied-failure' : 'applied'}>
      <Icon name={applied.isFailure ? 'error' : 'check'} />
      <span dir="auto">{applied.message}</span>
    </p>
  );
}

/** Next messages to choose from. */
function FollowUps({ answer, store, strings }: AnswerProps) {
  const outcome = answer.outcome.value;
  if (outcome.state !== 'done' || !outcome.followUps?.length) return null;
  return (
    <div class="follow-ups" role="group" aria-label={strings.followUps}>
      {outcome.followUps.map((text) => (
        <button key={text} type="button" class="follow-up" dir="auto" onClick={() => store.send(text)}>
          {text}
        </button>
      ))}
    </div>
  );
}
