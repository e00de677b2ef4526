import { useMemo } from 'preact/hooks';

/** Milliseconds after the end of a composition in which Enter still belongs to the input method (Safari's order). */
const COMPOSITION_ENTER_MS = 50;

/** Tells whether a key confirms text of an input method. Browsers differ in which of the three signs they give. */
export function useComposition() {
  return useMemo(() => {
    let endedAt = -Infinity;
    return {
      onEnd: (event: Event) => {
        endedAt = event.timeStamp;
      },
      isOf: (event: KeyboardEvent) =>
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign that some input methods give
        event.isComposing || event.keyCode === 229 || event.timeStamp - endedAt < COMPOSITION_ENTER_MS,
    };
  }, []);
}
