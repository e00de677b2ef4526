/** A real HTTP proxy on 127.0.0.1: tunnels for https (CONNECT), absolute addresses for http. */
import { createServer, request, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';

export interface ConnectProxyOptions {
  /** The port of this machine that every host leads to. */
  readonly target: number;
  /** Answers CONNECT with this status line instead of a tunnel. */
  readonly refusal?: string;
  /** PEM texts; then it is spoken to over https. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export class ConnectProxy implements AsyncDisposable {
  /** What it was asked for, in order, for example `CONNECT models.example:443`. */
  readonly asked: string[] = [];
  /** The credentials that came with each. */
  readonly credentials: (string | undefined)[] = [];
  /** Resolves when a tunnel was closed by its client. */
  readonly tunnelClosed: Promise<void>;

  private constructor(
    private readonly server: Server,
    { target, refusal }: ConnectProxyOptions,
  ) {
    let onClosed = (): void => undefined;
    this.tunnelClosed = new Promise((resolve) => (onClosed = resolve));
    server.on('connect', (message, socket) => {
      this.#note(`CONNECT ${message.url ?? ''}`, message.headers['proxy-authorization']);
      if (refusal !== undefined) {
        socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
        return;
      }
      const upstream = connect(target, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(upstream).pipe(socket);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
      socket.on('close', () => {
        upstream.destroy();
        onClosed();
      });
    });
    server.on('request', (message, response) => {
      this.#note(`${message.method ?? ''} ${message.url ?? ''}`, message.headers['proxy-authorization']);
      const path = new URL(message.url ?? '').pathname;
      const { method, headers } = message;
      message.pipe(
        request({ host: '127.0.0.1', port: target, method, path, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        }),
      );
    });
  }

  static async start(options: ConnectProxyOptions): Promise<ConnectProxy> {
    const server = options.tls ? createSecureServer(options.tls) : createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ConnectProxy(server, options);
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  #note(asked: string, credentials: string | undefined): void {
    this.asked.push(asked);
    this.credentials.push(credentials);
  }
}
