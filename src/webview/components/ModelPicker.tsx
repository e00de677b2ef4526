import type { ChatStrings } from '../../protocol/chatStrings';
import type { ChatStore } from '../chatStore';
import { format } from '../format';
import { Icon } from './Icon';
import { Menu } from './Menu';

/** Who answers: the model and the host that the message goes to, and the way to another. */
export function ModelPicker({
  store,
  strings,
}: {
  readonly store: ChatStore;
  readonly strings: ChatStrings;
}) {
  const model = store.model.value;
  const { host } = store;
  if (model.state === 'unknown') return <span class="model" />;
  if (model.state === 'none') {
    return (
      <button type="button" class="model" onClick={() => host.post({ type: 'connectModel' })}>
        <Icon name="add" />
        <span class="model-name">{strings.noModel}</span>
      </button>
    );
  }
  const place = format(strings.modelAt, model.name, model.host);
  const label = format(strings.chooseModel, place);
  return (
    <Menu
      class="model"
      label={label}
      title={model.isLocal ? `${label}\n${strings.local}` : label}
      items={[
        ...store.models.value.map(({ id, name, host: server, isLocal }) => ({
          label: name,
          detail: server,
          icon: isLocal ? ('local' as const) : ('network' as const),
          isChosen: id === model.id,
          onSelect: () => host.post({ type: 'chooseModel', modelId: id }),
        })),
        {
          label: strings.otherModels,
          icon: 'settings' as const,
          onSelect: () => host.post({ type: 'chooseModel' }),
        },
      ]}
    >
      <Icon name={model.isLocal ? 'local' : 'network'} />
      <bdi class="model-name">{model.name}</bdi>
      <bdi class="model-host">{model.host}</bdi>
      <Icon name="chevron" />
    </Menu>
  );
}
