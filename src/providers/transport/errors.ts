/** The server took the request and then was silent for too long. */
export class StallError extends Error {
  constructor(milliseconds: number) {
    super(`no data for ${milliseconds} ms`);
    this.name = 'StallError';
  }
}

/** The proxy in between cannot be reached, or refuses the way to the server. */
export class ProxyError extends Error {
  /** @param proxy host and port */
  constructor(proxy: string, reason: string) {
    super(`${proxy}: ${reason}`);
    this.name = 'ProxyError';
  }
}

/** A kept-alive socket turned out to be closed by the server before it was used again. */
export class DeadSocketError extends Error {}
