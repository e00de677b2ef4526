/** The engine's entry point: `node server.js --stdio` starts a language server that owns everything that thinks. */
import { createConnection } from 'vscode-languageserver/node';
import { startEngine } from './engine';

startEngine(createConnection());
