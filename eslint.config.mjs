import js from '@eslint/js';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Which layers a layer may import from; a layer may always import from itself. */
const LAYERS = {
  util: [],
  core: ['util'],
  protocol: ['util', 'core'],
  providers: ['util', 'core'],
  git: ['util', 'core'],
  llama: ['util', 'core'],
  server: ['util', 'core', 'protocol', 'providers', 'git'],
  vscode: ['util', 'core', 'protocol'],
  webview: ['util', 'core', 'protocol'],
};
const CORE_FEATURES = [
  'completion',
  'ngram',
  'chat',
  'commit',
  'shell',
  'query',
  'nextEdit',
  'usage',
  'inlineChat',
  'apply',
];

const layerZones = Object.entries(LAYERS).flatMap(([layer, allowed]) =>
  Object.keys(LAYERS)
    .filter((other) => other !== layer && !allowed.includes(other))
    .map((other) => ({
      target: `./src/${layer}`,
      from: `./src/${other}`,
      message: `src/${layer} may import only from: ${[layer, ...allowed].join(', ')}.`,
    })),
);
const featureZones = CORE_FEATURES.flatMap((feature) =>
  CORE_FEATURES.filter((other) => other !== feature).map((other) => ({
    target: `./src/core/${feature}`,
    from: `./src/core/${other}`,
    message:
      'Features of core never import each other; move what they share to core/text, core/model or util.',
  })),
);

/** Packages, each with the only layers that may import it. */
const PACKAGE_HOMES = {
  vscode: ['vscode'],
  'vscode-languageclient': ['vscode'],
  'vscode-languageserver': ['server'],
  openai: ['providers'],
  ollama: ['providers'],
  'eventsource-parser': ['providers'],
  ignore: ['server'],
  'simple-git': ['git'],
  'node-llama-cpp': ['llama'],
  preact: ['webview'],
  '@preact/signals': ['webview'],
  marked: ['webview'],
  temml: ['webview'],
  'highlight.js': ['webview'],
};
const NODE_LAYERS = ['providers', 'git', 'llama', 'server', 'vscode'];
/** Modules that open sockets. The gate can only hold what has no second way out. */
const NETWORK = ['http', 'https', 'http2', 'net', 'tls', 'dgram'].flatMap((name) => [name, `node:${name}`]);

const packageRules = Object.keys(LAYERS).map((layer) => ({
  files: [`src/${layer}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...Object.entries(PACKAGE_HOMES)
            .filter(([, homes]) => !homes.includes(layer))
            .map(([name, homes]) => ({
              group: [name, `${name}/*`],
              message: `Only src/${homes.join(', src/')} may import it.`,
            })),
          ...(NODE_LAYERS.includes(layer)
            ? []
            : [{ group: ['node:*'], message: `src/${layer} must run anywhere: no Node modules.` }]),
          ...(layer === 'providers'
            ? []
            : [{ group: NETWORK, message: 'Only src/providers opens connections; ask through the gate.' }]),
        ],
      },
    ],
    'no-restricted-globals': [
      'error',
      ...['fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource'].map((name) => ({
        name,
        message: 'Everything that leaves goes through the gate and the transport of src/providers.',
      })),
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.cache/**', 'test-results/**', 'sample/**', '**/fixtures/**'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx'] })] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: [...layerZones, ...featureZones] }],
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': [
        'error',
        { max: 80, skipBlankLines: true, skipComments: true, IIFEs: false },
      ],
      'max-params': ['error', 5],
    },
  },
  ...packageRules,
  {
    files: ['src/webview/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|parseFromString|srcdoc)$/], JSXAttribute[name.name=/^(dangerouslySetInnerHTML|srcdoc)$/i]',
          message: 'What a model or a file wrote never meets an HTML parser: make elements by name.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.{ts,tsx}', 'vitest*.config.mts'],
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      'import-x/no-default-export': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'console',
          'process',
          'setTimeout',
          'clearTimeout',
          'URL',
          'Buffer',
          'fetch',
          'AbortController',
          'AbortSignal',
          'performance',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
