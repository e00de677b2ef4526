/** Starts the engine on standard input and output. */
import { Console } from 'node:console';
import { createConnection } from 'vscode-languageserver/node';
import { startEngine } from './engine';
import { LateFeatures } from './lateFeatures';
import { wholeMessages } from './wholeMessages';

// Standard output is the connection's: what a library prints there would break it.
globalThis.console = new Console(process.stderr);
const late = new LateFeatures();
const connection = createConnection(process.stdin, wholeMessages(process.stdout), { messageStrategy: late });
startEngine(connection, late);
