import { useEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { ChatStrings } from '../../protocol/chatStrings';
import type { ChatStore, Comparison as ComparisonData } from '../chatStore';
import { format } from '../format';
import type { ShownAnswer } from '../shownEntries';
import { useWidth } from '../useWidth';
import { AnswerBody } from './Answer';
import { Details } from './Details';
import { IconButton } from './IconButton';

interface ComparisonProps {
  readonly comparison: ComparisonData;
  readonly store: ChatStore;
  readonly strings: ChatStrings;
}

/** Pixels from which on answers stand beside each other. */
const WIDE_PX = 600;

/** All answers to one question: beside each other where there is room, else one at a time. */
export function Comparison({ comparison, store, strings }: ComparisonProps) {
  const isWide = useWidth() >= WIDE_PX;
  const chosen = useSignal(0);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  const { questionId, answers } = comparison;
  const question = store.entries.value.find(({ id }) => id === questionId);
  const shown = answers[chosen.value];
  return (
    <section class="comparison" aria-label={strings.comparison}>
      <header class="header">
        <IconButton
          icon="back"
          label={strings.historyBack}
          buttonRef={back}
          onClick={() => store.showConversation()}
        />
        <h2 class="header-title">{strings.comparison}</h2>
      </header>
      {question?.role === 'user' && (
        <p class="comparison-question" dir="auto">
          {question.text}
        </p>
      )}
      {isWide ? (
        <div class="comparison-columns" tabIndex={0} role="group" aria-label={strings.comparison}>
          {answers.map((answer, index) => (
            <Column key={answer.id} answer={answer} index={index} store={store} strings={strings} />
          ))}
        </div>
      ) : (
        <>
          <Tabs answers={answers} chosen={chosen} strings={strings} />
          {shown && (
            <div
              class="comparison-panel"
              id="compared"
              role="tabpanel"
              aria-labelledby={`tab-${chosen.value}`}
            >
              <Column key={shown.id} answer={shown} index={chosen.value} store={store} strings={strings} />
            </div>
          )}
        </>
      )}
    </section>
  );
}

function Tabs({
  answers,
  chosen,
  strings,
}: {
  readonly answers: readonly ShownAnswer[];
  readonly chosen: { value: number };
  readonly strings: ChatStrings;
}) {
  const choose = (index: number, list: Element) => {
    chosen.value = index;
    const tab = list.children[index];
    if (tab instanceof HTMLElement) tab.focus();
  };
  return (
    <div
      class="tabs"
      role="tablist"
      aria-label={strings.comparison}
      onKeyDown={({ key, currentTarget }) => {
        const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
        if (step !== 0) choose((chosen.value + step + answers.length) % answers.length, currentTarget);
      }}
    >
      {answers.map(({ id, outcome }, index) => (
        <button
          key={id}
          id={`tab-${index}`}
          type="button"
          class="tab"
          role="tab"
          aria-selected={index === chosen.value}
          aria-controls={index === chosen.value ? 'compared' : undefined}
          tabIndex={index === chosen.value ? 0 : -1}
          title={outcome.value.state === 'done' ? outcome.value.model : undefined}
          onClick={() => (chosen.value = index)}
        >
          {format(strings.comparedAnswer, index + 1)}
        </button>
      ))}
    </div>
  );
}

function Column({
  answer,
  index,
  store,
  strings,
}: Omit<ComparisonProps, 'comparison'> & { readonly answer: ShownAnswer; readonly index: number }) {
  const outcome = answer.outcome.value;
  return (
    <article class="comparison-column">
      <h3>
        {format(strings.comparedAnswer, index + 1)}
        {outcome.state === 'done' && <bdi class="comparison-model">{outcome.model}</bdi>}
      </h3>
      <div
        class="comparison-body"
        tabIndex={0}
        role="region"
        aria-label={format(strings.comparedAnswer, index + 1)}
      >
        <AnswerBody answer={answer} store={store} strings={strings} />
        {outcome.state === 'failed' && <p class="applied applied-failure">{outcome.message}</p>}
        {outcome.state === 'done' && <Details outcome={outcome} strings={strings} />}
      </div>
      <button
        type="button"
        class="button"
        onClick={() => {
          store.host.post({ type: 'chooseAnswer', id: answer.id });
          store.showConversation();
        }}
      >
        {strings.chooseAnswer}
      </button>
    </article>
  );
}
