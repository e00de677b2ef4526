/** Languages in Latin script that messages are told apart in. */
export type LatinLanguage = 'en' | 'de' | 'fr' | 'es' | 'pt';

/**
 * Small words, and the verbs and nouns of commit messages, that the other languages here do not have. What two of them
 * share, and what names things in code (`die`, `do`, `des`, `os`), is left out.
 */
const WORDS: Readonly<Record<LatinLanguage, ReadonlySet<string>>> = {
  en: words(`the to for with from of and is are not when add added adds adding fix fixed fixes fixing update updated
    updates remove removed removes use used uses make makes made allow allows support change changed improve improved
    if into this that instead which should move rename handle prevent introduce refactor clean set so by`),
  de: words(`der das und für nicht ein eine einen einer eines mit von zum zur auf dem bei beim wird werden wurde wurden ist
    nach aus als auch noch wenn oder über fehler behoben behebe behebt hinzugefügt hinzufügen hinzu füge entfernt
    entfernen entferne geändert ändern aktualisiert aktualisieren aktualisiere korrigiert korrigieren korrigiere
    angepasst anpassen verbessert verbessern umbenannt umbenennen verschieben verschoben`),
  fr: words(`le les une et pour dans avec sur aux du est ajout ajoute ajouter ajouté ajoutée correction corriger
    corrigé suppression supprime supprimer supprimé mise jour modification modifier renomme renommer amélioration
    améliorer utilise utiliser lors déplacer déplace pas qui`),
  es: words(`el los las para con por una y añadir añade añadido agregar agrega agregado corregir corregido actualizar
    eliminar elimina eliminado arreglar arreglo arregla cambio cambios cambiar mejora mejorar según cuando pruebas mover
    nueva nuevo`),
  pt: words(`não uma com pelo pela adiciona adicionar adicionado remover removido atualiza atualizar atualizado corrigir
    correção ajuste ajusta ajustes melhoria melhora melhorar quando testes ao em da na mover novo nova`),
};

const LETTERS: Readonly<Record<LatinLanguage, RegExp>> = {
  en: /[^\s\S]/u,
  de: /[äöüß]/iu,
  fr: /[èêœùç]|\b[ldn]['’](?=\p{L})/iu,
  es: /[ñ¿¡]|ci[oó]n\b/iu,
  pt: /[ãõ]/iu,
};

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter(Boolean));
}

/** How many words of a text only one of the languages has; an English verb at its start counts twice. */
export function latinEvidence(text: string): Readonly<Record<LatinLanguage, number>> {
  const counts = { en: 0, de: 0, fr: 0, es: 0, pt: 0 };
  const found = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  for (const language of LATIN_LANGUAGES) {
    counts[language] = found.filter(
      (word) => WORDS[language].has(word) || LETTERS[language].test(word),
    ).length;
  }
  if (WORDS.en.has(found[0] ?? '')) counts.en += 1;
  return counts;
}

export const LATIN_LANGUAGES = ['en', 'de', 'fr', 'es', 'pt'] as const satisfies readonly LatinLanguage[];

/** Words that it takes to tell a language. */
const LEAST_WORDS = 2;

/** The language that a text in Latin script is plainly in; undefined when it may be in several. */
export function latinLanguageOf(text: string): LatinLanguage | undefined {
  const counts = latinEvidence(text);
  const [first, second] = [...LATIN_LANGUAGES].sort((a, b) => counts[b] - counts[a]);
  if (first === undefined || second === undefined) return undefined;
  return counts[first] >= LEAST_WORDS && counts[first] > counts[second] ? first : undefined;
}

/** Share of subjects that must show a language for it to be the habit. */
const HABIT = 0.4;

/** The language that messages in Latin script are in: English unless many of them plainly have another. */
export function habitualLatinLanguage(subjects: readonly string[]): LatinLanguage {
  const shown = new Map<LatinLanguage, number>();
  for (const subject of subjects) {
    const counts = latinEvidence(subject);
    const [first = 'en'] = [...LATIN_LANGUAGES].sort((a, b) => counts[b] - counts[a]);
    if (counts[first] > 0) shown.set(first, (shown.get(first) ?? 0) + 1);
  }
  const [best] = [...shown].sort((a, b) => b[1] - a[1]);
  return best && best[1] >= Math.max(2, subjects.length * HABIT) ? best[0] : 'en';
}
