import { readFileSync } from 'node:fs';
import { arch, availableParallelism, platform, totalmem } from 'node:os';
import type { Machine } from '../../core/model/modelCatalogue';

/** What this machine is. Looked up once: it does not change. */
export function readMachine(): Machine {
  return {
    memoryBytes: totalmem(),
    physicalCores: countPhysicalCores(),
    hasGpu: platform() === 'darwin' && arch() === 'arm64',
  };
}

/**
 * Threads for a model: one core stays free for the editor. Threads beyond the physical cores make llama.cpp slower, since
 * they wait for each other.
 */
export function threadsFor({ physicalCores }: Machine): number {
  return Math.max(1, physicalCores - 1);
}

/** Node tells logical processors. Linux tells which of them share a core; elsewhere x64 is taken to have two each. */
function countPhysicalCores(): number {
  const logical = availableParallelism();
  const listed = platform() === 'linux' ? coresOfCpuInfo(readCpuInfo()) : undefined;
  if (listed !== undefined) return Math.max(1, Math.min(logical, listed));
  return arch() === 'x64' && platform() !== 'linux' ? Math.max(1, Math.ceil(logical / 2)) : logical;
}

function readCpuInfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}

/** Different pairs of `physical id` and `core id`; undefined where the file has none, as on ARM. */
export function coresOfCpuInfo(text: string): number | undefined {
  const cores = new Set<string>();
  for (const processor of text.split(/\n\s*\n/)) {
    const core = /^core id\s*:\s*(\d+)/m.exec(processor)?.[1];
    if (core !== undefined) cores.add(`${/^physical id\s*:\s*(\d+)/m.exec(processor)?.[1]}/${core}`);
  }
  return cores.size === 0 ? undefined : cores.size;
}
