/** Whether a file came out as it should. */

export type Outcome = 'correct' | 'refused' | 'wrong';

/**
 * Lines that the file had must be there to the last byte; of new ones the white space behind them is not compared.
 * @param made undefined where the block was refused
 */
export function judge(
  made: string | undefined,
  expected: readonly string[],
  { before, ignoresSpace }: { readonly before: string; readonly ignoresSpace: boolean },
): Outcome {
  if (made === undefined) return expected.length === 0 ? 'correct' : 'refused';
  const old = new Set(before.split('\n'));
  const isSame = (text: string) =>
    text === made || (ignoresSpace ? bare(text) === bare(made) : areLinesSame(text, made, old));
  return expected.some(isSame) ? 'correct' : 'wrong';
}

function areLinesSame(expected: string, made: string, old: ReadonlySet<string>): boolean {
  const [wanted, lines] = [expected.split('\n'), made.split('\n')];
  if (wanted.length !== lines.length) return false;
  return wanted.every((line, index) => {
    const own = lines[index] ?? '';
    const isNewOrBlank = !old.has(line) || line.trim() === '';
    return own === line || (isNewOrBlank && withoutEnd(own) === withoutEnd(line));
  });
}

function withoutEnd(line: string): string {
  return line.replace(/[ \t]+(?=\r?$)/, '');
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
