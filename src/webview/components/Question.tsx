import { memo } from 'preact/compat';
import type { ChatStrings } from '../../protocol/chatStrings';
import type { ChatQuestion } from '../../protocol/webview';
import { ContextChips } from './ContextChips';

/** What the person wrote, as plain text, with what was sent along. */
export const Question = memo(function Question({
  question,
  strings,
}: {
  readonly question: ChatQuestion;
  readonly strings: ChatStrings;
}) {
  return (
    <article class="entry question">
      <h2 class="visually-hidden">{strings.you}</h2>
      <p class="bubble" dir="auto">
        {question.text}
      </p>
      <ContextChips chips={question.context} strings={strings} />
    </article>
  );
});
