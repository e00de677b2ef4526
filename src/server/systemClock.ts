import { performance } from 'node:perf_hooks';
import type { Clock } from '../util/clock';

export const systemClock: Clock = { now: () => performance.now(), wallTime: () => Date.now() };
