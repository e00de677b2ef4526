// The tiny model that answers in the sample project until the person connects one of their own.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { bundle } from './bundle.mjs';
import { ensureLlama } from './llama.mjs';
import { root, toolchainEnv, toolchainNode } from './node.mjs';
import { spawnOwned } from './processes.mjs';
import { PlainError } from './terminal.mjs';

const DEMO_ID = 'demo';

/**
 * Starts a real llama.cpp with the tiny model; it ends with this process.
 * @returns {Promise<string>} its address
 */
export async function startDemoModel() {
  await ensureLlama();
  const child = spawnOwned(toolchainNode(), [await bundle('test/support/demoModel.ts')], {
    cwd: root,
    env: toolchainEnv(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new PlainError('The demonstration model could not be started.');
  for await (const line of createInterface(child.stdout)) return line;
  throw new PlainError('The demonstration model did not start.');
}

/**
 * Whether the settings connect no model but the demonstration one, so that it may be connected or taken out.
 * @param {string} settingsPath
 */
export function mayConnectDemo(settingsPath) {
  const settings = readSettings(settingsPath);
  if (!settings) return false;
  const models = settings['fairwind.models'] ?? [];
  return Array.isArray(models) && models.every((model) => model?.id === DEMO_ID);
}

/**
 * Connects the demonstration model in the settings, or takes it out when there is no address.
 * @param {string} settingsPath
 * @param {string | undefined} baseUrl
 */
export function connectDemo(settingsPath, baseUrl) {
  const settings = readSettings(settingsPath) ?? {};
  const demo = { id: DEMO_ID, provider: 'llamacpp', baseUrl, model: 'tiny demonstration model' };
  if (baseUrl === undefined) delete settings['fairwind.models'];
  else settings['fairwind.models'] = [demo];
  writeFileSync(settingsPath, `${JSON.stringify(settings, null, 2)}\n`);
}

/**
 * The settings, or undefined where they cannot be read as plain JSON: then they are the person's to change.
 * @param {string} settingsPath
 * @returns {Record<string, unknown> | undefined}
 */
function readSettings(settingsPath) {
  if (!existsSync(settingsPath)) return undefined;
  try {
    return JSON.parse(readFileSync(settingsPath, 'utf8'));
  } catch {
    return undefined;
  }
}
