import { useSignal } from '@preact/signals';
import type { ChatStore } from '../chatStore';
import type { AnswerProps } from './Answer';
import { AlternativeButtons } from './AlternativeButtons';
import { Details } from './Details';
import { Icon } from './Icon';
import { IconButton } from './IconButton';
import { Menu, type MenuItem } from './Menu';
import { Toolbar } from './Toolbar';

const COPIED_MS = 1500;

/** What can be done with an answer, and what it took. */
export function AnswerTools({ answer, store, strings }: AnswerProps & { readonly isLast: boolean }) {
  const outcome = answer.outcome.value;
  const isBusy = store.isBusy.value;
  const { host } = store;
  const { id, alternatives, body } = answer;
  const isCopied = useSignal(false);
  const copy = () => {
    host.post({ type: 'copy', text: store.source(id) });
    isCopied.value = true;
    setTimeout(() => (isCopied.value = false), COPIED_MS);
  };
  return (
    <div class="answer-foot">
      <Toolbar class="tools entry-tools" label={strings.answerActions}>
        <AlternativeButtons id={id} alternatives={alternatives} store={store} strings={strings} />
        {answer.hasText.value && (
          <IconButton
            icon={isCopied.value ? 'check' : 'copy'}
            label={isCopied.value ? strings.copied : strings.copyAnswer}
            onClick={copy}
          />
        )}
        <IconButton
          icon="refresh"
          label={strings.regenerate}
          isDisabled={isBusy}
          onClick={() => host.post({ type: 'regenerate', id })}
        />
        {outcome.state === 'done' && outcome.canRestore === true && (
          <IconButton
            icon="restore"
            label={strings.restore}
            onClick={() => host.post({ type: 'restore', id })}
          />
        )}
        <Menu class="tool" label={strings.moreActions} items={menuItems({ answer, store, strings })}>
          <Icon name="more" />
        </Menu>
      </Toolbar>
      {answer.hasText.value && <ApplyAll id={id} body={body} store={store} label={strings.applyAll} />}
      {outcome.state === 'done' && <Details outcome={outcome} strings={strings} />}
    </div>
  );
}

function ApplyAll({
  id,
  body,
  store,
  label,
}: Pick<AnswerProps['answer'], 'id' | 'body'> & { readonly store: ChatStore; readonly label: string }) {
  if (body.blocks.value.length < 2) return null;
  return (
    <button
      type="button"
      class="button button-secondary apply-all"
      onClick={() =>
        store.host.post({ type: 'apply', id, blocks: body.blocks.value.map(({ data }) => data) })
      }
    >
      {label}
    </button>
  );
}

function menuItems({ answer, store, strings }: AnswerProps): readonly MenuItem[] {
  const { host } = store;
  const { id, alternatives } = answer;
  const others = store.isBusy.value
    ? []
    : store.models.value.map(({ id: modelId, name, host: server, isLocal }): MenuItem => ({
        label: name,
        detail: server,
        icon: isLocal ? 'local' : 'network',
        onSelect: () => host.post({ type: 'regenerate', id, modelId }),
      }));
  return [
    ...(alternatives && alternatives.count > 1
      ? [
          {
            label: strings.compare,
            icon: 'compare' as const,
            onSelect: () => host.post({ type: 'compare', id }),
          },
        ]
      : []),
    { label: strings.branch, icon: 'branch', onSelect: () => host.post({ type: 'branch', id }) },
    ...others.map((item, index) => (index === 0 ? { ...item, group: strings.regenerateWith } : item)),
  ];
}
