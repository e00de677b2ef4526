import type { Ref } from 'preact';
import type { IconName } from '../icons';
import { Icon } from './Icon';

interface IconButtonProps {
  readonly icon: IconName;
  /** Its name, and what is shown while the mouse rests on it. */
  readonly label: string;
  readonly class?: string;
  readonly isDisabled?: boolean;
  readonly isPressed?: boolean;
  readonly buttonRef?: Ref<HTMLButtonElement>;
  readonly onClick: () => void;
}

/** A button that is an icon. A disabled one keeps the focus and says that it is disabled. */
export function IconButton(props: IconButtonProps) {
  const { icon, label, isDisabled = false, isPressed, buttonRef, onClick } = props;
  return (
    <button
      type="button"
      class={props.class ?? 'tool'}
      title={label}
      aria-label={label}
      aria-disabled={isDisabled || undefined}
      aria-pressed={isPressed}
      ref={buttonRef}
      onClick={() => {
        if (!isDisabled) onClick();
      }}
    >
      <Icon name={icon} />
    </button>
  );
}
