// Puts the JavaScript of node-llama-cpp into the bundle of the llama.cpp process. Its native library is no part of it.
import { dirname, join } from 'node:path';
import { ensureLlama } from './llama.mjs';

/** The modules behind what `src/llama` imports. The package's own entry would bring its command line and compilers. */
const MODULES = {
  'bindings/Llama.js': ['Llama'],
  'evaluator/LlamaJsonSchemaGrammar.js': ['LlamaJsonSchemaGrammar'],
  'evaluator/LlamaGrammarEvaluationState.js': ['LlamaGrammarEvaluationState'],
  'chatWrappers/generic/JinjaTemplateChatWrapper.js': ['JinjaRenderer'],
};

/** Packages of its downloader, compiler and command line, which are not reached from these modules' functions. */
const LEFT_OUT =
  /^(simple-git|ora|cli-spinners|slice-ansi|stdout-update|semver|proper-lockfile|cross-spawn|which|pretty-ms)$/;

/** @type {import('esbuild').Plugin} */
export const nodeLlamaCpp = {
  name: 'node-llama-cpp',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node-llama-cpp$/ }, async () => ({
      path: dirname(await ensureLlama()),
      namespace: 'node-llama-cpp',
    }));
    onLoad({ filter: /.*/, namespace: 'node-llama-cpp' }, ({ path }) => ({
      contents: Object.entries(MODULES)
        .map(([file, names]) => `export { ${names.join(', ')} } from ${JSON.stringify(join(path, file))};`)
        .join('\n'),
      resolveDir: path,
    }));
    onResolve({ filter: LEFT_OUT }, ({ path }) => ({ path, namespace: 'left-out' }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
    // Reads a file beside itself when it is loaded; the release is known from the native library.
    onLoad({ filter: /binariesGithubRelease\.js$/ }, () => ({ contents: 'module.exports = {};' }));
  },
};
