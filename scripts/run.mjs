// Runs a script of the toolchain on the Node that the toolchain needs: node scripts/run.mjs SCRIPT [ARGS…]
import { spawn } from 'node:child_process';
import { toolchainEnv, toolchainNode } from './lib/node.mjs';

const child = spawn(toolchainNode(), process.argv.slice(2), { stdio: 'inherit', env: toolchainEnv() });
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
