/** A local stand-in for a model hub with Hugging Face's API, which can do everything that goes wrong with a download. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HubFaults {
  /** Bytes after which a connection is cut, for each connection in turn; whole answers after that. */
  readonly cutAfter?: readonly number[];
  /** Bytes that are sent in place of the file. */
  readonly wrongBytes?: Buffer;
  /** Answers without ETag, so that nothing can be gone on with. */
  readonly withoutEtag?: boolean;
  /** Sends each piece of the body only when this has resolved. */
  readonly hold?: Promise<unknown>;
}

/** One request for the file. */
export interface FileRequest {
  readonly range: string | undefined;
}

export class HubServer implements AsyncDisposable {
  readonly requests: FileRequest[] = [];
  faults: HubFaults = {};
  #connections = 0;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  private constructor(
    readonly repository: string,
    readonly fileName: string,
    private bytes: Buffer,
  ) {}

  static async start(repository: string, fileName: string, bytes: Buffer): Promise<HubServer> {
    const hub = new HubServer(repository, fileName, bytes);
    hub.#server.listen(0, '127.0.0.1');
    await once(hub.#server, 'listening');
    return hub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get address(): string {
    return `hf:${this.repository}:${this.fileName}`;
  }

  get sha256(): string {
    return createHash('sha256').update(this.bytes).digest('hex');
  }

  /** Puts another file in place of the one that was there. */
  replace(bytes: Buffer): void {
    this.bytes = bytes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '', this.url);
    if (pathname === `/api/models/${this.repository}/tree/main`) {
      const lfs = { oid: this.sha256, size: this.bytes.length };
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify([{ type: 'file', path: this.fileName, size: lfs.size, lfs }]));
    } else if (pathname === `/${this.repository}/resolve/main/${this.fileName}`) {
      // As the hub does: the bytes come from another address.
      response.writeHead(302, { location: '/storage/file' }).end();
    } else if (pathname === '/storage/file') await this.#sendFile(request, response);
    else response.writeHead(404).end();
  }

  async #sendFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { cutAfter = [], wrongBytes, withoutEtag, hold } = this.faults;
    const { range } = request.headers;
    this.requests.push({ range });
    const whole = wrongBytes ?? this.bytes;
    const etag = `"${createHash('sha256').update(whole).digest('hex')}"`;
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const isRange = range !== undefined && request.headers['if-range'] === etag;
    const body = isRange ? whole.subarray(from) : whole;
    response.writeHead(isRange ? 206 : 200, {
      ...(withoutEtag !== true && { etag }),
      'content-length': body.length,
      ...(isRange && { 'content-range': `bytes ${from}-${whole.length - 1}/${whole.length}` }),
    });
    const cut = cutAfter[this.#connections++];
    if (cut === undefined) {
      if (hold) {
        response.write(body.subarray(0, body.length / 2));
        await hold;
        response.end(body.subarray(body.length / 2));
      } else response.end(body);
      return;
    }
    response.write(body.subarray(0, cut), () => setTimeout(() => response.destroy(), 20));
  }
}
