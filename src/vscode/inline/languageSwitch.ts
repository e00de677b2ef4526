/** The setting `fairwind.completion.enable`: by language id, `*` for all others. */
export type EnableMap = Readonly<Record<string, boolean>>;

/** The map with one language on or off. */
export function switchLanguage(map: EnableMap, languageId: string, isOn: boolean): EnableMap {
  return { ...map, [languageId]: isOn };
}

/**
 * The map with every language on or off. Languages that were off by themselves stay off when the others come back;
 * those that were on by themselves go off with the others.
 */
export function switchAllLanguages(map: EnableMap, isOn: boolean): EnableMap {
  const kept = Object.entries(map).filter(([, own]) => isOn || !own);
  return { ...Object.fromEntries(kept), '*': isOn };
}
