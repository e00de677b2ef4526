/** The English name of a language, for a model: of a BCP 47 tag, or the name itself when a person wrote one. */
export function languageName(language: string): string {
  try {
    const name = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(language);
    if (name !== undefined) return name;
  } catch {
    // No tag: a name, as people write it.
  }
  return language.replace(/[^\p{L}\p{M}\p{N} ()-]/gu, '').slice(0, 40) || 'English';
}
