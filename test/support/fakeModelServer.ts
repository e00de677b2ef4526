/** A scripted HTTP server for what a real model server does not do on demand: odd chunks, cuts, stalls, errors. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** One answer, byte by byte. */
export interface FakeAnswer {
  /** 200 unless told. */
  readonly status?: number;
  /** `text/event-stream` unless told. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Bytes of one piece; each is written on its own. The whole body at once unless told. */
  readonly pieceBytes?: number;
  /** Milliseconds before each piece. */
  readonly delayMs?: number;
  /** Stops after this many bytes of the body, in the way that `ending` says. */
  readonly stopAt?: number;
  /**
   * `end`: as a server that thinks its answer is whole. `fin`: closes the connection without the end that HTTP asks
   * for. `reset`: resets it. `stall`: stays silent with the connection open.
   */
  readonly ending?: 'end' | 'fin' | 'reset' | 'stall';
  /** Closes the connection without any answer, as a server does that just let an idle connection go. */
  readonly hangUp?: boolean;
  /** Sends the body without chunks and without its length, so that only the closed connection says where it ends. */
  readonly untilClose?: boolean;
}

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Resolves when the request's socket is closed, by either side. */
  readonly closed: Promise<void>;
}

export interface FakeServerOptions {
  readonly host?: string;
  readonly port?: number;
  /** PEM texts; then it speaks https. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** Says how to answer a request; the number counts from 0. */
export type Script = (request: ReceivedRequest, number: number) => FakeAnswer;

export class FakeModelServer implements AsyncDisposable {
  /** What came in, in order. */
  readonly requests: ReceivedRequest[] = [];
  /** Connections that were opened so far. */
  connections = 0;
  readonly #server: Server;
  #waiting: (() => void)[] = [];
  /** One for each connection, since several requests may share it. */
  readonly #closed = new WeakMap<Socket, Promise<void>>();

  private constructor(
    public script: Script,
    tls: FakeServerOptions['tls'],
  ) {
    const serve = (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response);
    this.#server = tls ? createSecureServer(tls, serve) : createServer(serve);
    // The event of the socket that requests come over.
    this.#server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
      this.connections++;
      this.#closed.set(socket, new Promise((resolve) => socket.once('close', () => resolve())));
    });
  }

  /** Listens on a free port of 127.0.0.1 unless told. */
  static async start(
    script: Script | FakeAnswer,
    { host = '127.0.0.1', port = 0, tls }: FakeServerOptions = {},
  ): Promise<FakeModelServer> {
    const server = new FakeModelServer(typeof script === 'function' ? script : () => script, tls);
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', reject);
      server.#server.listen(port, host, resolve);
    });
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The request with this number, as soon as it has come in whole. */
  async request(number = 0): Promise<ReceivedRequest> {
    for (;;) {
      const request = this.requests[number];
      if (request) return request;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(message);
    const request = {
      method: message.method ?? '',
      path: message.url ?? '',
      headers: message.headers,
      body,
      closed: this.#closed.get(message.socket) ?? Promise.resolve(),
    };
    this.requests.push(request);
    for (const wake of this.#waiting.splice(0)) wake();
    await answer(response, this.script(request, this.requests.length - 1));
  }
}

async function readText(message: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

async function answer(response: ServerResponse, fake: FakeAnswer): Promise<void> {
  if (fake.hangUp === true) {
    response.destroy();
    return;
  }
  const { body = '', stopAt, delayMs, ending = 'end', untilClose = false } = fake;
  const bytes = Buffer.from(body).subarray(0, stopAt);
  const pieceBytes = fake.pieceBytes ?? Math.max(1, bytes.length);
  if (untilClose) {
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
  }
  response.writeHead(fake.status ?? 200, {
    'content-type': fake.contentType ?? 'text/event-stream',
    ...fake.headers,
  });
  response.flushHeaders();
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    if (delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (response.destroyed) return;
    await write(response, bytes.subarray(start, start + pieceBytes));
  }
  end(response, ending);
}

function write(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => response.write(bytes, () => resolve()));
}

function end(response: ServerResponse, ending: NonNullable<FakeAnswer['ending']>): void {
  if (ending === 'end') response.end();
  else if (ending === 'fin') response.socket?.end();
  else if (ending === 'reset') response.socket?.resetAndDestroy();
}
