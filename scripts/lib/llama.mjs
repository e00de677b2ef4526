// A real llama.cpp for the tests, without builds for graphics cards.
import { join } from 'node:path';
import { ensureTool } from './tools.mjs';

/** Installs node-llama-cpp where it is missing, and returns its entry module. */
export async function ensureLlama() {
  const folder = await ensureTool('llama', 'Installing llama.cpp (node-llama-cpp, 115 MB on disk)');
  return join(folder, 'node_modules', 'node-llama-cpp', 'dist', 'index.js');
}
