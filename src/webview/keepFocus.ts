/**
 * Gives the focus to `fallback` when the element that had it is gone, which otherwise leaves the keyboard nowhere.
 * Returns a function to call after the page has changed.
 */
export function keepFocus(fallback: () => void): () => void {
  let last: Element | undefined;
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element) last = target;
  });
  let isWaiting = false;
  return () => {
    if (isWaiting || !last || last === document.body) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      const isLost = last?.isConnected === false && document.activeElement === document.body;
      if (isLost && document.hasFocus()) fallback();
    });
  };
}
