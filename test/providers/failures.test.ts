import { describe, expect, it } from 'vitest';
import { statusFailure } from '../../src/providers/failures';
import { serverWords } from '../../src/providers/serverWords';
import { isLoopback, withoutV1, openAIRoot } from '../../src/providers/address';

const model = { id: 'm', provider: 'openai', model: 'm', host: 'example.com', isLocal: false } as const;

describe('the kind of a refusal', () => {
  it.each([
    [
      400,
      "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens",
      'contextTooLong',
    ],
    [400, '{"error":{"code":"context_length_exceeded"}}', 'contextTooLong'],
    [413, '', 'contextTooLong'],
    [404, '{"error":{"code":"model_not_found"}}', 'modelNotFound'],
    [404, '{"error":"model \'qwen3\' not found"}', 'modelNotFound'],
    [404, 'The model `x` does not exist.', 'modelNotFound'],
    [400, 'invalid model ID', 'modelNotFound'],
    [404, '{"detail":"Not Found"}', 'notAModelServer'],
    [404, '', 'notAModelServer'],
    [405, '{"detail":"Method Not Allowed"}', 'notAModelServer'],
    [400, 'temperature must be a number', 'badRequest'],
    [422, 'unprocessable', 'badRequest'],
    [400, 'suffix is not currently supported', 'fimUnsupported'],
    [429, 'model not found', 'rateLimited'],
    [402, 'Insufficient credits', 'badRequest'],
    [500, 'model not found in cache', 'serverFailed'],
    [529, 'overloaded', 'serverFailed'],
  ])('%i %s → %s', (status, body, kind) => {
    expect(statusFailure({ model, key: undefined }, { status, headers: {}, body }).kind).toBe(kind);
  });
});

it('says where a redirect leads, without what the address carries', () => {
  const headers = { location: 'https://login.example/start?user=me#secret' };
  const { kind, detail } = statusFailure({ model, key: undefined }, { status: 302, headers, body: '' });
  expect({ kind, detail }).toEqual({
    kind: 'notAModelServer',
    detail: 'redirects to https://login.example/start',
  });
});

describe('Retry-After', () => {
  const read = (header: string) =>
    statusFailure({ model, key: undefined }, { status: 429, headers: { 'retry-after': header }, body: '' })
      .retryAfterMs;

  it.each([
    ['20', 20_000],
    ['1.5', 1_500],
    ['-3', 0],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ])('%j → %s ms', (header, expected) => {
    expect(read(header)).toBe(expected);
  });

  it('may be a date', () => {
    const milliseconds = read(new Date(Date.now() + 60_000).toUTCString());
    expect(milliseconds).toBeGreaterThan(50_000);
    expect(milliseconds).toBeLessThanOrEqual(60_000);
  });
});

describe('the words of a server', () => {
  it.each([
    ['{"error":{"message":"a","code":1}}', 'a'],
    ['{"error":"b"}', 'b'],
    ['{"object":"error","message":"c","type":"BadRequestError"}', 'c'],
    ['{"detail":"d"}', 'd'],
    ['{"detail":[{"loc":["body"],"msg":"e","input":"the prompt"}]}', 'e'],
    ['[{"error":{"message":"f"}}]', 'f'],
    ['plain\r\n  text\u0007\u2028here', 'plain text here'],
    ['<html><head><title>\n 502 Bad Gateway</title></head><body>nginx</body></html>', '502 Bad Gateway'],
    ['<html><body>no title</body></html>', ''],
    ['{"nothing":"known"}', ''],
    ['null', ''],
    ['', ''],
  ])('%j → %j', (body, expected) => {
    expect(serverWords(body, undefined)).toBe(expected);
  });

  it.each([
    ['bad key my-own-key!', 'my-own-key!', 'bad key …'],
    [
      'Incorrect API key provided: sk-proj-********************cdef.',
      undefined,
      'Incorrect API key provided: ….',
    ],
    ['header was "Bearer abc.def"', undefined, 'header was "…"'],
    ['a risk-free task', undefined, 'a risk-free task'],
  ])('%j never hold a key', (body, key, expected) => {
    expect(serverWords(body, key)).toBe(expected);
  });

  it('are cut to 300 UTF-16 units between characters, after the key is gone', () => {
    const key = 'k'.repeat(40);
    const cut = serverWords(`${'x'.repeat(280)}${key}`, key);
    expect(cut).toBe(`${'x'.repeat(280)}…`);
    const emoji = serverWords('x'.repeat(298) + '👋👋', undefined);
    expect(emoji).toBe(`${'x'.repeat(298)}…`);
    expect(serverWords('y'.repeat(5000), undefined)).toHaveLength(300);
  });
});

describe('an address', () => {
  it.each([
    ['http://host:8000', 'http://host:8000/v1'],
    ['http://host:8000/', 'http://host:8000/v1'],
    ['https://api.openai.com/v1', 'https://api.openai.com/v1'],
    ['https://openrouter.ai/api/v1/', 'https://openrouter.ai/api/v1'],
    ['https://api.deepseek.com/beta', 'https://api.deepseek.com/beta'],
  ])('%s is the OpenAI root %s', (baseUrl, expected) => {
    expect(openAIRoot(baseUrl)).toBe(expected);
  });

  it.each([
    ['http://host:8080', 'http://host:8080'],
    ['http://host:8080/v1', 'http://host:8080'],
    ['http://host/llama/v1/', 'http://host/llama'],
  ])('%s is the llama.cpp root %s', (baseUrl, expected) => {
    expect(withoutV1(baseUrl)).toBe(expected);
  });

  it.each([
    ['http://localhost:1', true],
    ['http://LOCALHOST.', true],
    ['http://model.localhost', true],
    ['http://127.0.0.1', true],
    ['http://127.9.9.9', true],
    ['http://2130706433', true],
    ['http://[::1]:80', true],
    ['http://127.0.0.1.example.com', false],
    ['http://localhost.example.com', false],
    ['http://192.168.1.2', false],
    ['http://0.0.0.0', false],
    ['http://[::2]', false],
  ])('%s is this machine: %s', (url, expected) => {
    expect(isLoopback(new URL(url))).toBe(expected);
  });
});
