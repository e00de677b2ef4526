/** One name for languages whose code is alike: JavaScript and TypeScript, with and without JSX, are one family. */
export function languageFamily(languageId: string): string {
  return languageId.replace(/react$/, '').replace(/^typescript$/, 'javascript');
}
