import type { ChatStrings } from '../../protocol/chatStrings';
import type { ContextChip } from '../../protocol/webview';
import type { ChatStore } from '../chatStore';
import { chipIcon, chipName, describeChip, shortCount } from '../chipWords';
import { format } from '../format';
import { Icon } from './Icon';
import { IconButton } from './IconButton';
import { Menu, type MenuItem } from './Menu';
import { Toolbar } from './Toolbar';

interface ContextChipsProps {
  readonly store: ChatStore;
  readonly strings: ChatStrings;
}

/** What goes along with the next message: exactly this, and nothing else. */
export function ContextChips({ store, strings }: ContextChipsProps) {
  const chips = store.chips.value;
  if (chips.length === 0) return null;
  return (
    <Toolbar class="chips" label={strings.context}>
      {chips.map((chip) => (
        <Chip key={chip.id} chip={chip} store={store} strings={strings} />
      ))}
    </Toolbar>
  );
}

/** What was sent along with a question; each opens what it stood for. */
export function SentChips({
  chips,
  store,
  strings,
}: ContextChipsProps & { readonly chips: readonly ContextChip[] }) {
  if (chips.length === 0) return null;
  return (
    <Toolbar class="chips" label={strings.contextOfQuestion}>
      {chips.map((chip) => (
        <span key={chip.id} class="chip">
          <OpenButton chip={chip} store={store} strings={strings} />
        </span>
      ))}
    </Toolbar>
  );
}

function Chip({ chip, store, strings }: ContextChipsProps & { readonly chip: ContextChip }) {
  const { host } = store;
  const { id, included, isSuggested, problem } = chip;
  const description = describeChip(chip, strings);
  const state = problem !== undefined ? ' chip-problem' : included ? '' : ' chip-excluded';
  const toggle = () => host.post({ type: 'includeContext', id, included: !included });
  return (
    <span
      class={`chip${state}`}
      onKeyDown={({ key }) => {
        if (key !== 'Delete' && key !== 'Backspace') return;
        if (isSuggested) toggle();
        else host.post({ type: 'removeContext', id });
      }}
    >
      {isSuggested ? (
        <Menu
          class="chip-main"
          label={format(strings.chipActions, description)}
          title={description}
          items={chipItems(chip, store, strings)}
        >
          <ChipFace chip={chip} />
        </Menu>
      ) : (
        <OpenButton chip={chip} store={store} strings={strings} />
      )}
      {isSuggested ? (
        <IconButton
          class="chip-button"
          icon={included ? 'remove' : 'add'}
          label={format(included ? strings.chipRemove : strings.chipAdd, description)}
          isPressed={included}
          onClick={toggle}
        />
      ) : (
        <IconButton
          class="chip-button"
          icon="remove"
          label={format(strings.chipTakeAway, description)}
          onClick={() => host.post({ type: 'removeContext', id })}
        />
      )}
      {problem !== undefined && <span class="chip-words">{problem}</span>}
    </span>
  );
}

function chipItems(chip: ContextChip, { host }: ChatStore, strings: ChatStrings): readonly MenuItem[] {
  const { id, kind, included } = chip;
  return [
    {
      label: strings.chipOpen,
      icon: chipIcon(kind),
      onSelect: () => host.post({ type: 'openContext', id }),
    },
    {
      label: included ? strings.chipExclude : strings.chipInclude,
      icon: included ? 'remove' : 'add',
      onSelect: () => host.post({ type: 'includeContext', id, included: !included }),
    },
    ...(kind === 'document'
      ? [
          {
            label: strings.neverSuggest,
            icon: 'stop' as const,
            onSelect: () => host.post({ type: 'neverSuggestDocument' }),
          },
        ]
      : []),
  ];
}

function OpenButton({ chip, store, strings }: ContextChipsProps & { readonly chip: ContextChip }) {
  const description = describeChip(chip, strings);
  return (
    <button
      type="button"
      class="chip-main"
      title={description}
      onClick={() => store.host.post({ type: 'openContext', id: chip.id })}
    >
      <ChipFace chip={chip} />
    </button>
  );
}

function ChipFace({ chip }: { readonly chip: ContextChip }) {
  const { kind, startLine, endLine = startLine, tokens, preview, problem } = chip;
  return (
    <>
      {preview ? (
        <img class="chip-preview" src={`data:${preview.mediaType};base64,${preview.data}`} alt="" />
      ) : (
        <Icon name={problem === undefined ? chipIcon(kind) : 'problems'} />
      )}
      <bdi class="chip-name">{chipName(chip)}</bdi>
      {startLine !== undefined && (
        <span class="chip-lines">
          :{startLine}
          {endLine !== startLine && `–${endLine}`}
        </span>
      )}
      {problem === undefined && <span class="chip-tokens">{shortCount(tokens)}</span>}
    </>
  );
}
