import { expect, it } from 'vitest';
import { SentLog } from '../../../../src/core/privacy/sentLog';

const destination = { id: 'm', provider: 'ollama', model: 'm', host: 'h', isLocal: true } as const;

it('drops the oldest requests when the bodies grow past the limit, and keeps the newest whole', () => {
  const log = new SentLog();
  const body = 'x'.repeat(7 * 1024 * 1024);
  for (let i = 0; i < 4; i++) {
    const entry = log.begin({ role: 'chat', destination, sentAt: i });
    log.wire(entry, { method: 'POST', url: 'http://h', body });
  }
  expect(log.entries.map((entry) => entry.number)).toEqual([3, 4]);
  expect(log.entries.at(-1)?.wire[0]?.body).toHaveLength(body.length);
});

it('holds a bounded number of requests', () => {
  const log = new SentLog();
  for (let i = 0; i < 1500; i++) log.begin({ role: 'chat', destination, sentAt: i });
  expect(log.entries).toHaveLength(1000);
  expect(log.entries[0]?.number).toBe(501);
});

it('tells its listeners of each change until they leave', () => {
  const log = new SentLog();
  let changes = 0;
  const listener = log.onDidChange(() => changes++);
  const entry = log.begin({ role: 'chat', destination, sentAt: 0 });
  log.end(entry, { outcome: 'stop', durationMs: 1 });
  listener.dispose();
  log.clear();
  expect(changes).toBe(2);
  expect(log.entries).toEqual([]);
});
