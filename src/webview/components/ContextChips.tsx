import type { ChatStrings } from '../../protocol/chatStrings';
import type { ContextChip } from '../../protocol/webview';
import { format } from '../format';
import { Icon } from './Icon';

interface ContextChipsProps {
  readonly chips: readonly ContextChip[];
  readonly strings: ChatStrings;
  /** Absent where the chips only tell what was sent. */
  readonly onToggle?: (id: string, included: boolean) => void;
}

/** What goes along with a message: exactly this, and nothing else. */
export function ContextChips({ chips, strings, onToggle }: ContextChipsProps) {
  if (chips.length === 0) return null;
  return (
    <ul class="chips" aria-label={strings.context}>
      {chips.map((chip) => (
        <li key={chip.id}>
          {onToggle ? (
            <ChipButton chip={chip} strings={strings} onToggle={onToggle} />
          ) : (
            <span class="chip" title={describe(chip, strings)}>
              <ChipLabel chip={chip} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function ChipButton({
  chip,
  strings,
  onToggle,
}: Required<Omit<ContextChipsProps, 'chips'>> & { chip: ContextChip }) {
  const label = format(chip.included ? strings.chipRemove : strings.chipAdd, describe(chip, strings));
  return (
    <button
      type="button"
      class={chip.included ? 'chip' : 'chip chip-excluded'}
      title={label}
      aria-pressed={chip.included}
      onClick={() => onToggle(chip.id, !chip.included)}
    >
      <ChipLabel chip={chip} />
      <Icon name={chip.included ? 'remove' : 'add'} />
    </button>
  );
}

function ChipLabel({ chip }: { readonly chip: ContextChip }) {
  const { label, startLine, endLine = startLine } = chip;
  const name = label.slice(label.lastIndexOf('/') + 1);
  return (
    <>
      <Icon name={chip.kind === 'document' ? 'file' : 'selection'} />
      <bdi class="chip-name">{name}</bdi>
      {startLine !== undefined && (
        <span class="chip-lines">
          :{startLine}
          {endLine !== startLine && `–${endLine}`}
        </span>
      )}
    </>
  );
}

function describe({ kind, label, startLine, endLine }: ContextChip, strings: ChatStrings): string {
  if (startLine === undefined) return label;
  const words = kind === 'document' ? strings.chipDocument : strings.chipSelection;
  return format(words, label, startLine, endLine ?? startLine);
}
