import type { ChatStrings } from '../../protocol/chatStrings';
import type { ChatStore } from '../chatStore';
import { chipName } from '../chipWords';
import { format } from '../format';
import { Icon } from './Icon';

interface EmptyStateProps {
  readonly store: ChatStore;
  readonly strings: ChatStrings;
}

/** Commands that are shown before anything is typed; `/` lists all of them. */
const SHOWN_COMMANDS = 6;

/** What a new conversation shows: who answers and what can be asked, or how to connect a model. */
export function EmptyState({ store, strings }: EmptyStateProps) {
  const model = store.model.value;
  if (model.state === 'none') return <ConnectModel problem={model.problem} store={store} strings={strings} />;
  const type = (text: string) => {
    store.setDraft(text);
    store.caret.value = text.length;
  };
  const chip = store.chips.value.find(({ kind, included }) => kind === 'document' && included);
  const examples = chip
    ? strings.emptyExamples.map((example) => format(example, chipName(chip)))
    : strings.emptyExamplesPlain;
  const commands = store.suggestions.commands.value.slice(0, SHOWN_COMMANDS);
  return (
    <section class="empty">
      <Icon name="sail" />
      <h2>{strings.emptyTitle}</h2>
      <p>
        {model.state === 'connected' && (
          <>
            {format(strings.emptyModel, model.name, model.host)}
            {model.isLocal && ` ${strings.local}.`}{' '}
          </>
        )}
        {strings.emptyBody}
      </p>
      <h3>{strings.emptyTry}</h3>
      <div class="examples">
        {examples.map((example) => (
          <button key={example} type="button" class="example" dir="auto" onClick={() => type(example)}>
            {example}
          </button>
        ))}
      </div>
      {commands.length > 0 && (
        <>
          <h3>{strings.commands}</h3>
          <div class="command-list">
            {commands.map(({ name, description }) => (
              <button
                key={name}
                type="button"
                class="command"
                title={description}
                onClick={() => type(`/${name} `)}
              >
                /{name}
              </button>
            ))}
          </div>
        </>
      )}
      <ul class="empty-list">
        {strings.emptyKeys.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p class="empty-note">{strings.emptyUndropped}</p>
    </section>
  );
}

function ConnectModel({
  problem,
  store,
  strings,
}: EmptyStateProps & { readonly problem: string | undefined }) {
  return (
    <section class="empty">
      <Icon name="sail" />
      <h2>{strings.connectTitle}</h2>
      <p>{strings.connectBody}</p>
      <ul class="empty-list">
        {strings.connectChoices.map((choice) => (
          <li key={choice}>{choice}</li>
        ))}
      </ul>
      {problem !== undefined && <p class="empty-problem">{problem}</p>}
      <button type="button" class="button" onClick={() => store.host.post({ type: 'connectModel' })}>
        {strings.connectModel}
      </button>
    </section>
  );
}
