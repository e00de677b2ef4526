import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSample } from '../../scripts/lib/sample.mjs';

/** A copy of the sample project, with its git history and one staged change. Dispose it. */
export interface SampleWorkspace extends AsyncDisposable {
  readonly folder: string;
}

export async function makeSampleWorkspace(): Promise<SampleWorkspace> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'fairwind-workspace-')));
  const folder = join(parent, 'tidewatch');
  await makeSample(folder);
  return {
    folder,
    async [Symbol.asyncDispose]() {
      await rm(parent, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
