// Builds the extension and packs it into the file that any VS Code can install.
import { mkdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { root, toolchainEnv, toolchainNode } from './node.mjs';
import { runQuietly } from './processes.mjs';
import { PlainError, step } from './terminal.mjs';

/** Where the packed extension lies. */
export const vsixPath = join(root, 'dist', 'fairwind.vsix');

/** What a download may weigh, in bytes. */
const MAX_VSIX_BYTES = 2 * 1024 * 1024;

/** Everything from a fresh clone to a packed extension. */
export async function makeExtension() {
  await ensureInstalled();
  await step('Building the extension', buildExtension);
  await step('Packing the extension', packExtension);
}

export async function buildExtension() {
  await runNode('The build', ['esbuild.mjs']);
}

/** Packs what is built. Fails when the package is larger than a person should have to download. */
export async function packExtension() {
  mkdirSync(join(root, 'dist'), { recursive: true });
  await runNode('Packing', [
    '--import',
    './scripts/lib/packTightly.mjs',
    'node_modules/@vscode/vsce/vsce',
    'package',
    '--no-dependencies',
    '--no-update-package-json',
    '--out',
    vsixPath,
  ]);
  const { size } = statSync(vsixPath);
  console.log(`  ${relative(root, vsixPath)}: ${(size / 1024 / 1024).toFixed(2)} MB`);
  if (size > MAX_VSIX_BYTES)
    throw new PlainError(`The package is larger than 2 MB. See what is in it with: unzip -l ${vsixPath}`);
}

/** @param {string} what @param {readonly string[]} args */
async function runNode(what, args) {
  await runQuietly(toolchainNode(), args, { cwd: root, env: toolchainEnv(), what });
}
