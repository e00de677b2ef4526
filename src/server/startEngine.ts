/** Starts the engine on the connection that the command line names (`--stdio`). */
import { createConnection } from 'vscode-languageserver/node';
import { startEngine } from './engine';

startEngine(createConnection());
