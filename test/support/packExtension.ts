import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toolchainNode } from '../../scripts/lib/node.mjs';

const vsce = join(__dirname, '../../node_modules/@vscode/vsce/vsce');

/** An extension of the tests, packed as VS Code installs them. Dispose it. */
export interface PackedExtension extends AsyncDisposable {
  readonly path: string;
}

/** @param folder with `package.json` and all that it needs */
export async function packExtension(folder: string): Promise<PackedExtension> {
  const temporary = await mkdtemp(join(tmpdir(), 'fairwind-vsix-'));
  const path = join(temporary, 'extension.vsix');
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license'];
  await promisify(execFile)(toolchainNode(), [vsce, 'package', ...options, '--out', path], { cwd: folder });
  return { path, [Symbol.asyncDispose]: () => rm(temporary, { recursive: true, force: true }) };
}
