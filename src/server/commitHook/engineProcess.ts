import { type ChildProcess, spawn } from 'node:child_process';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

export interface EngineProcessOptions {
  /** The engine's script. */
  readonly server: string;
  /** Answers a request of the engine; what it throws or does not know is answered with null. */
  readonly answer: (method: string, params: unknown) => unknown;
}

/** An engine of the hook's own, reached over its standard streams. Small, for starting it is what a person waits for. */
export class EngineProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<
    number,
    { resolve: (result: unknown) => void; reject: (error: Error) => void }
  >();
  #received: Buffer = Buffer.alloc(0);
  #nextId = 1;

  constructor(private readonly options: EngineProcessOptions) {
    this.#child = spawn(process.execPath, [options.server, '--stdio'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const fail = () => this.#fail();
    this.#child.on('error', fail).on('exit', fail);
    this.#child.stdin?.on('error', fail);
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#receive(chunk));
  }

  /** @throws when the engine answers with an error, or ends */
  request(method: string, params: object): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send({ id, method, params });
    });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  /** Takes messages off what has come in, each a header with its length, an empty line, and as many bytes. */
  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = Number(
        /content-length: *(\d+)/i.exec(this.#received.toString('latin1', 0, end))?.[1] ?? 0,
      );
      const start = end + 4;
      if (this.#received.length < start + length) return;
      const body = this.#received.toString('utf8', start, start + length);
      this.#received = this.#received.subarray(start + length);
      this.#handle(JSON.parse(body) as Message);
    }
  }

  #handle({ id, method, params, result, error }: Message): void {
    if (id === undefined) return;
    if (method !== undefined) {
      this.#send({ id, result: this.options.answer(method, params) ?? null });
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(JSON.stringify(error)));
  }

  #fail(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('The engine has ended.'));
    this.#waiting.clear();
  }
}
