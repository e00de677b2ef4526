/**
 * The engine's entry point: `node server.js --stdio` starts a language server that owns everything that thinks.
 * It is a file of its own so that Node can keep the compiled form of the rest, which is most of what starting costs.
 */
import * as nodeModule from 'node:module';
import { join } from 'node:path';

/** Since Node 22.1; older ones compile at each start. */
const { enableCompileCache } = nodeModule as { enableCompileCache?: (directory: string) => unknown };
// Beside the bundle, which is the person's own, and not in the shared folder for temporary files that is Node's default.
enableCompileCache?.(join(__dirname, 'compile-cache'));

void import('./startEngine');
