/** What was tried while the workspace model was built, and what it gave; kept so that nobody tries it twice. */
export const TRIED: readonly (readonly [change: string, gave: string])[] = [];
