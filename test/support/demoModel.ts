/** A process with the tiny llama.cpp model in it, for `npm start`: prints its address and ends with its standard input. */
import { startLlamaServer } from './llamaServer';

void startLlamaServer().then((server) => {
  console.log(server.baseUrl);
  process.stdin.resume();
  process.stdin.once('end', () => {
    void server[Symbol.asyncDispose]().then(() => process.exit(0));
  });
});
