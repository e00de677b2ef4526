import type { ChatStrings } from '../../protocol/chatStrings';
import type { AnswerOutcome } from '../../protocol/webview';
import { format, seconds } from '../format';

/** What an answer took: who wrote it, time, tokens, cost, and what was left out of the request. */
export function Details({
  outcome,
  strings,
}: {
  readonly outcome: Extract<AnswerOutcome, { state: 'done' }>;
  readonly strings: ChatStrings;
}) {
  const { model, durationMs, usage, cost, omitted = [] } = outcome;
  const usageWords = usage?.isEstimated ? strings.usageEstimated : strings.usage;
  const parts = [
    model,
    format(strings.seconds, seconds(durationMs)),
    ...(usage
      ? [format(usageWords, usage.promptTokens.toLocaleString(), usage.answerTokens.toLocaleString())]
      : []),
    ...(cost === undefined ? [] : [cost]),
  ];
  return (
    <footer class="footnote">
      <p>
        {parts.map((part, index) => (
          <span key={index}>
            {index > 0 && ' · '}
            <bdi>{part}</bdi>
          </span>
        ))}
      </p>
      <LeftOut omitted={omitted} strings={strings} />
    </footer>
  );
}

/** More sentences than this are folded away. */
const SHOWN_SENTENCES = 2;

function LeftOut({
  omitted,
  strings,
}: {
  readonly omitted: readonly string[];
  readonly strings: ChatStrings;
}) {
  const sentences = (
    <ul class="left-out">
      {omitted.map((reason) => (
        <li key={reason} dir="auto">
          {reason}
        </li>
      ))}
    </ul>
  );
  if (omitted.length === 0) return null;
  if (omitted.length <= SHOWN_SENTENCES) return sentences;
  return (
    <details>
      <summary>{format(strings.leftOut, omitted.length)}</summary>
      {sentences}
    </details>
  );
}
