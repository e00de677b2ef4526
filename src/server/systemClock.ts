import type { Clock, Timer } from '../util/clock';

export const systemClock: Clock = { now: () => performance.now(), wallTime: () => Date.now() };

export const systemTimer: Timer = {
  schedule(ms, callback) {
    const handle = setTimeout(callback, ms);
    return () => clearTimeout(handle);
  },
};
