import { isIPv4 } from 'node:net';

/** Joins a path to a server's address, which may itself end in a path. */
export function joinUrl(baseUrl: string, path: string): URL {
  const url = new URL(baseUrl);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  return url;
}

/** The root of an OpenAI-compatible API: an address without any path gets `/v1`, any other is taken at its word. */
export function openAIRoot(baseUrl: string): string {
  const url = new URL(baseUrl);
  if (url.pathname === '/') url.pathname = '/v1';
  return url.href.replace(/\/+$/, '');
}

/** The root of a server's own API: its address without the `/v1` of the OpenAI-compatible one beside it. */
export function withoutV1(baseUrl: string): string {
  const url = new URL(baseUrl);
  url.pathname = url.pathname.replace(/\/v1\/*$/, '');
  return url.href.replace(/\/+$/, '');
}

/** True when an address can only be this machine: `localhost` (RFC 6761), 127.0.0.0/8 or ::1. */
export function isLoopback(url: URL): boolean {
  const name = url.hostname.replace(/\.$/, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    (isIPv4(name) && name.startsWith('127.'))
  );
}
