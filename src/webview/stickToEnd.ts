export interface StickyScroll {
  toEnd(): void;
  dispose(): void;
}

/** Pixels from the end that still count as being there. */
const NEAR_END_PX = 24;

/**
 * Keeps `scroller` at its end while `content` grows, until the person scrolls up; scrolling back to the end takes hold
 * again. Runs after layout, so it never forces one.
 */
export function stickToEnd(
  scroller: HTMLElement,
  content: HTMLElement,
  onChange: (isAtEnd: boolean) => void,
): StickyScroll {
  let sticks = true;
  let lastTop = 0;
  let lastHeight = 0;
  const set = (value: boolean) => {
    if (value !== sticks) onChange(value);
    sticks = value;
  };
  const isNearEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= NEAR_END_PX;
  const follow = () => {
    // Content that has become shorter may end in view without anybody scrolling.
    if (isNearEnd()) set(true);
    if (sticks) scroller.scrollTop = scroller.scrollHeight;
    lastHeight = scroller.scrollHeight;
  };
  const onScroll = () => {
    const { scrollTop, scrollHeight } = scroller;
    // Content that shrinks moves the position up as well; that is not the person's doing.
    const wentUp = scrollTop < lastTop && scrollHeight >= lastHeight;
    if (isNearEnd()) set(true);
    else if (wentUp) set(false);
    lastTop = scrollTop;
  };
  const sizes = new ResizeObserver(follow);
  sizes.observe(content);
  sizes.observe(scroller);
  scroller.addEventListener('scroll', onScroll, { passive: true });
  return {
    toEnd() {
      set(true);
      follow();
    },
    dispose() {
      sizes.disconnect();
      scroller.removeEventListener('scroll', onScroll);
    },
  };
}
