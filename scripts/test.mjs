// npm test: every check there is, one after the other. A failed one does not keep the others from running.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureCodeServer } from './lib/codeServer.mjs';
import { buildExtension, packExtension } from './lib/extension.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureLlama } from './lib/llama.mjs';
import { root, toolchainEnv, toolchainNode } from './lib/node.mjs';
import { runQuietly, spawnOwned, stopChildrenOnSignals } from './lib/processes.mjs';
import { runScript, step } from './lib/terminal.mjs';

const results = join(root, 'test-results');
const total = { passed: 0, failed: 0 };

stopChildrenOnSignals();
await runScript(async () => {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results);
  // Without the packages of the lock nothing else can run; everything else is tried whatever failed before it.
  if (await attempt('Packages', ensureInstalled)) {
    await check('Build', buildExtension);
    await check('Package', packExtension);
    await check('Formatting', () => runTool('node_modules/prettier/bin/prettier.cjs', '--check', '.'));
    await check('Lint', () => runTool('node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'));
    await check('Types', () => runTool('node_modules/typescript/bin/tsc', '-b'));
    await runTests('Unit, provider, engine and manifest tests', 'vitest.config.mts');
    await runBrowserTests();
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
});

async function runBrowserTests() {
  if (process.env['FAIRWIND_SKIP_E2E'] === '1') {
    console.log('\nFAIRWIND_SKIP_E2E=1: the tests in Chromium and in VS Code are SKIPPED.\n');
    return;
  }
  for (const ensure of [ensureChromium, ensureCodeServer, ensureLlama])
    if (!(await attempt('What the browser tests need', ensure))) return;
  await runTests('Chat page and end-to-end tests', 'vitest.browser.config.mts');
}

/**
 * Runs one check and counts it as one.
 * @param {string} name
 * @param {() => unknown} work
 */
async function check(name, work) {
  if (await attempt(name, () => step(name, work))) total.passed += 1;
}

/**
 * Does what other parts need. Only its failure counts.
 * @param {string} name
 * @param {() => unknown} work
 * @returns {Promise<boolean>} whether it succeeded
 */
async function attempt(name, work) {
  try {
    await work();
    return true;
  } catch (error) {
    total.failed += 1;
    console.error(`\n${name}: FAILED\n${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

/** Runs a tool of node_modules in the open. @param {readonly string[]} args */
function runTool(...args) {
  const options = { cwd: root, env: toolchainEnv(), stdio: /** @type {const} */ ('inherit') };
  return runQuietly(toolchainNode(), args, { ...options, what: `node ${args.join(' ')}` });
}

/**
 * Runs one vitest configuration in the open and counts its tests.
 * @param {string} name
 * @param {string} config
 */
async function runTests(name, config) {
  console.log(`\n${name} …`);
  const report = join(results, `${config}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', config, ...reporters];
  const child = spawnOwned(toolchainNode(), args, { cwd: root, env: toolchainEnv(), stdio: 'inherit' });
  /** @type {number | null} */
  const code = await new Promise((resolve) =>
    child.once('close', resolve).once('error', () => resolve(null)),
  );
  const { passed, failed } = readReport(report);
  total.passed += passed;
  // A run may fail without a failed test: nothing was found, or an error came outside of any test.
  total.failed += code !== 0 && failed === 0 ? 1 : failed;
}

/**
 * Counts a vitest report. A file that failed as a whole (it did not load, or left something open) counts as one.
 * @param {string} path
 */
function readReport(path) {
  if (!existsSync(path)) return { passed: 0, failed: 0 };
  /** @type {{ numPassedTests: number; numFailedTests: number; testResults: { status: string; assertionResults: { status: string }[] }[] }} */
  const report = JSON.parse(readFileSync(path, 'utf8'));
  const failedFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + failedFiles.length };
}
