/**
 * One Tab stop for each toolbar, the arrow keys within it (WAI-ARIA's pattern), for all toolbars of the page at once:
 * those that Preact renders and those of code blocks.
 */
export function enableRovingFocus(): void {
  document.addEventListener('keydown', (event) => {
    const current = event.target;
    if (!(current instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const toolbar = current.closest<HTMLElement>('[role=toolbar]');
    if (!toolbar || current.matches('input, textarea') || current.closest('[role=menu]')) return;
    const buttons = buttonsOf(toolbar);
    const next = buttons[nextIndex(event.key, buttons.indexOf(current), toolbar, buttons.length)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const toolbar = target.closest<HTMLElement>('[role=toolbar]');
    if (!toolbar || target.closest('[role=menu]')) return;
    for (const button of buttonsOf(toolbar)) button.tabIndex = button === target ? 0 : -1;
  });
}

function buttonsOf(toolbar: HTMLElement): HTMLElement[] {
  return [...toolbar.querySelectorAll<HTMLElement>('button')].filter(
    (button) => !button.closest('[role=menu]'),
  );
}

function nextIndex(key: string, index: number, toolbar: HTMLElement, count: number): number {
  const forward = getComputedStyle(toolbar).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const backward = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
  if (key === forward) return (index + 1) % count;
  if (key === backward) return (index - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : -1;
}

/** Makes exactly one button of a toolbar the one that Tab reaches: the one it was, or else the first. */
export function settleToolbar(toolbar: HTMLElement): void {
  const buttons = buttonsOf(toolbar);
  const current = buttons.find((button) => button.hasAttribute('tabindex') && button.tabIndex === 0);
  for (const button of buttons) button.tabIndex = button === (current ?? buttons[0]) ? 0 : -1;
}
