/** Whether a file came out as it should. */

export type Outcome = 'correct' | 'refused' | 'wrong';

/** @param made undefined where the block was refused */
export function judge(made: string | undefined, expected: readonly string[], ignoresSpace: boolean): Outcome {
  if (made === undefined) return expected.length === 0 ? 'correct' : 'refused';
  const same = ignoresSpace
    ? (a: string, b: string) => bare(a) === bare(b)
    : (a: string, b: string) => a === b;
  return expected.some((text) => same(text, made)) ? 'correct' : 'wrong';
}

function bare(text: string): string {
  return text.replace(/[ \t\r]+/g, '').replace(/\n+/g, '\n');
}

const LANGUAGE_IDS: Readonly<Record<string, string>> = {
  ts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  mjs: 'javascript',
  py: 'python',
  go: 'go',
  rs: 'rust',
  java: 'java',
  kt: 'kotlin',
  rb: 'ruby',
  php: 'php',
  c: 'c',
  h: 'c',
  cpp: 'cpp',
  hpp: 'cpp',
  cs: 'csharp',
  css: 'css',
  scss: 'scss',
  md: 'markdown',
  yml: 'yaml',
  yaml: 'yaml',
  toml: 'toml',
  html: 'html',
  vue: 'vue',
  sh: 'shellscript',
};
export const LANGUAGES = Object.keys(LANGUAGE_IDS);

export function languageIdOf(path: string): string {
  return LANGUAGE_IDS[path.slice(path.lastIndexOf('.') + 1)] ?? 'plaintext';
}
