import type { ChatStrings } from '../../protocol/chatStrings';
import type { ChatModel } from '../../protocol/webview';
import { format } from '../format';
import { Icon } from './Icon';

interface EmptyStateProps {
  readonly model: ChatModel;
  readonly strings: ChatStrings;
  readonly onConnect: () => void;
}

/** What a new conversation shows: what can be asked and who answers, or how to connect a model. */
export function EmptyState({ model, strings, onConnect }: EmptyStateProps) {
  if (model.state === 'none') {
    return (
      <section class="empty">
        <Icon name="sail" />
        <h2>{strings.connectTitle}</h2>
        <p>{strings.connectBody}</p>
        <ol class="empty-list">
          {strings.connectSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {model.problem !== undefined && <p class="empty-problem">{model.problem}</p>}
        <button type="button" class="button" onClick={onConnect}>
          {strings.connectModel}
        </button>
      </section>
    );
  }
  return (
    <section class="empty">
      <Icon name="sail" />
      <h2>{strings.emptyTitle}</h2>
      {model.state === 'connected' && (
        <p>
          {format(strings.emptyModel, model.name, model.host)}
          {model.isLocal && ` ${strings.local}.`}
        </p>
      )}
      <ul class="empty-list">
        {strings.emptyTips.map((tip) => (
          <li key={tip}>{tip}</li>
        ))}
      </ul>
      <p>{strings.emptyBody}</p>
    </section>
  );
}
