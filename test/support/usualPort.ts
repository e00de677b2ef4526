import { FakeModelServer, type Script } from './fakeModelServer';

/** At the first of the usual ports of llama.cpp, llamafile, LM Studio and vLLM that is free here. */
export async function startAtUsualPort(script: Script): Promise<FakeModelServer> {
  for (const port of [8080, 8081, 1234, 8000]) {
    const server = await FakeModelServer.start(script, { port }).catch(() => undefined);
    if (server) return server;
  }
  throw new Error('every port that Fairwind looks at is in use on this machine');
}
