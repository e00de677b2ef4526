import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import type { IconName } from '../icons';
import { Icon } from './Icon';

export interface MenuItem {
  readonly label: string;
  readonly detail?: string;
  readonly icon?: IconName;
  /** Of items that are choices of one thing: whether it is the one. */
  readonly isChosen?: boolean;
  /** A heading before it. */
  readonly group?: string;
  readonly onSelect: () => void;
}

interface MenuProps {
  /** The menu's name, and the button's where that is an icon alone. */
  readonly label: string;
  /** Of a button that has words: what it says beside them. Its words are its name then. */
  readonly title?: string;
  readonly class: string;
  readonly items: readonly MenuItem[];
  /** What the button shows. */
  readonly children: ComponentChildren;
}

/** Pixels that a menu keeps from the edges of the page and from its button. */
const MARGIN_PX = 4;

/** A button with a menu: arrow keys go through it, Escape closes it and gives the focus back. */
export function Menu({ label, title, items, children, ...rest }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const close = () => {
    menu.current?.hidePopover();
    button.current?.focus();
  };
  const open = () => {
    if (!button.current || !menu.current) return;
    menu.current.showPopover();
    place(menu.current, button.current.getBoundingClientRect());
    const chosen = menu.current.querySelector<HTMLElement>('[aria-checked=true]');
    (chosen ?? menu.current.querySelector('button'))?.focus();
  };
  return (
    <>
      <button
        type="button"
        class={rest.class}
        aria-label={title === undefined ? label : undefined}
        title={title ?? label}
        aria-haspopup="menu"
        aria-controls={id}
        ref={button}
        onClick={open}
      >
        {children}
      </button>
      <div
        id={id}
        class="menu"
        role="menu"
        aria-label={label}
        popover="auto"
        ref={menu}
        onKeyDown={(event) => onMenuKey(event, close)}
      >
        {items.map((item) => (
          <Item key={item.label + (item.detail ?? '')} item={item} close={close} />
        ))}
      </div>
    </>
  );
}

function Item({ item, close }: { readonly item: MenuItem; readonly close: () => void }) {
  const { label, detail, icon, isChosen, group, onSelect } = item;
  return (
    <>
      {group !== undefined && (
        <p class="menu-group" role="presentation">
          {group}
        </p>
      )}
      <button
        type="button"
        class="menu-item"
        role={isChosen === undefined ? 'menuitem' : 'menuitemradio'}
        aria-checked={isChosen}
        tabIndex={-1}
        onClick={() => {
          close();
          onSelect();
        }}
      >
        {isChosen === true ? <Icon name="check" /> : icon && <Icon name={icon} />}
        <bdi class="menu-label">{label}</bdi>
        {detail !== undefined && <bdi class="menu-detail">{detail}</bdi>}
      </button>
    </>
  );
}

function onMenuKey(event: KeyboardEvent & { currentTarget: HTMLElement }, close: () => void): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const index = items.indexOf(document.activeElement as HTMLElement);
  const to = targetOf(event.key, index, items.length);
  if (to !== undefined) items[to]?.focus();
  else if (event.key === 'Escape' || event.key === 'Tab') close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function targetOf(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (index + 1) % count;
    case 'ArrowUp':
      return (index - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** Puts the menu below the button, or above where there is more room, and never over an edge. */
function place(menu: HTMLElement, anchor: DOMRect): void {
  const { offsetWidth, offsetHeight } = menu;
  const isRightToLeft = getComputedStyle(menu).direction === 'rtl';
  const wanted = isRightToLeft ? anchor.right - offsetWidth : anchor.left;
  const left = Math.min(Math.max(wanted, MARGIN_PX), innerWidth - offsetWidth - MARGIN_PX);
  const below = anchor.bottom + MARGIN_PX;
  const fitsBelow = below + offsetHeight <= innerHeight - MARGIN_PX;
  const top = fitsBelow ? below : Math.max(MARGIN_PX, anchor.top - offsetHeight - MARGIN_PX);
  menu.style.left = `${Math.max(left, MARGIN_PX)}px`;
  menu.style.top = `${top}px`;
}
