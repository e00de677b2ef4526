// What is loaded when it is first needed, each as a file of its own, so that starting does not read it.

/** Modules of our own: their file in dist. */
export const OWN_LATE = { './secretRules': 'secrets', './startEngine': 'engine' };

/**
 * Packages: their file in dist, and what of them is used, where the rest can be left out. A test holds the names to
 * those in the sources.
 * @type {Readonly<Record<string, { readonly file: string, readonly names?: readonly string[] }>>}
 */
export const PACKAGES_LATE = {
  openai: { file: 'openai', names: ['APIConnectionError', 'APIError', 'OpenAI'] },
  ollama: { file: 'ollama', names: ['Ollama'] },
  '@anthropic-ai/sdk': { file: 'anthropic', names: ['APIConnectionError', 'APIError', 'Anthropic'] },
  '@google/genai/web': { file: 'gemini', names: ['GoogleGenAI'] },
  'simple-git': { file: 'simple-git', names: ['simpleGit'] },
  yaml: { file: 'yaml', names: ['parse'] },
  '@vscode/tree-sitter-wasm': { file: 'tree-sitter' },
  'vscode-languageclient/node': { file: 'vscode-languageclient' },
};

const FILES = new Map([
  ...Object.entries(OWN_LATE),
  ...Object.entries(PACKAGES_LATE).map(([name, { file }]) => /** @type {const} */ ([name, file])),
]);

/**
 * Leaves what is loaded late out of a bundle.
 * @type {import('esbuild').Plugin}
 */
export const loadLate = {
  name: 'load-late',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ path, kind }) => {
      const file = kind === 'dynamic-import' ? FILES.get(path) : undefined;
      return file === undefined ? undefined : { path: `./${file}.js`, external: true };
    });
  },
};

/**
 * The build of one package, with no more of it than is used.
 * @param {string} name
 * @returns {import('esbuild').BuildOptions}
 */
export function lateBuild(name) {
  const { file, names } = PACKAGES_LATE[name] ?? { file: name };
  const entry =
    names === undefined
      ? { entryPoints: { [file]: name }, outdir: 'dist' }
      : {
          stdin: { contents: `export { ${names.join(', ')} } from '${name}';`, resolveDir: '.' },
          outfile: `dist/${file}.js`,
        };
  return {
    ...entry,
    // What yaml has for browsers are ES modules, of which parts can be left out.
    platform: name === 'yaml' ? 'browser' : 'node',
    target: 'node20',
    format: 'cjs',
    // As require(): Node finds the names that a minified CommonJS file exports only by running it, not by import().
    // tree-sitter has a variable of its own named require, so its import() must stay what it is.
    supported: name.includes('tree-sitter') ? {} : { 'dynamic-import': false },
    external: ['vscode'],
  };
}
