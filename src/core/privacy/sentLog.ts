import { type Event, Emitter } from '../../util/emitter';
import type {
  ModelIdentity,
  ParameterName,
  RequestRole,
  TokenUsage,
  WireRequest,
} from '../model/languageModel';

/** One request that left, complete. */
export interface SentEntry {
  readonly number: number;
  readonly role: RequestRole;
  readonly destination: ModelIdentity;
  /** Wall-clock milliseconds since 1970. */
  readonly sentAt: number;
  /** The HTTP requests exactly as they were written to the socket; usually one. */
  readonly wire: readonly WireRequest[];
  /** Secrets that were masked before it left: what each is, in words. */
  readonly maskedSecrets?: readonly string[];
  /** Parameters that were not sent, because the wire or the model refuses them. */
  readonly leftOut?: readonly ParameterName[];
  readonly usage?: TokenUsage;
  /** How it ended: a finish reason, `cancelled`, or the kind of the error. Absent while it runs. */
  readonly outcome?: string;
  readonly durationMs?: number;
}

interface OpenEntry {
  number: number;
  role: RequestRole;
  destination: ModelIdentity;
  sentAt: number;
  wire: WireRequest[];
  maskedSecrets?: readonly string[];
  leftOut?: readonly ParameterName[];
  usage?: TokenUsage;
  outcome?: string;
  durationMs?: number;
}

/** UTF-16 units of request bodies that the log keeps; the oldest entries go first. */
const MAX_BODY_LENGTH = 16 * 1024 * 1024;
const MAX_ENTRIES = 1000;

/** The log of what this engine sent, in memory. What has ended is also kept in files, where the person wants so. */
export class SentLog {
  readonly #entries: OpenEntry[] = [];
  readonly #changed = new Emitter<void>();
  readonly #ended = new Emitter<SentEntry>();
  #nextNumber = 1;
  #bodyLength = 0;

  /** Fires when an entry was added, changed or removed. */
  readonly onDidChange: Event<void> = this.#changed.event;

  /** Fires with an entry that will not change any more. */
  readonly onDidEnd: Event<SentEntry> = this.#ended.event;

  /** The entries, oldest first. */
  get entries(): readonly SentEntry[] {
    return this.#entries;
  }

  begin(start: Pick<SentEntry, 'role' | 'destination' | 'sentAt'>): SentEntry {
    const entry: OpenEntry = { ...start, number: this.#nextNumber++, wire: [] };
    this.#entries.push(entry);
    this.#trim();
    this.#changed.fire();
    return entry;
  }

  wire(entry: SentEntry, request: WireRequest): void {
    this.#open(entry)?.wire.push(request);
    this.#bodyLength += request.body.length;
    this.#trim();
    this.#changed.fire();
  }

  masked(entry: SentEntry, secrets: readonly string[]): void {
    const open = this.#open(entry);
    if (open) open.maskedSecrets = secrets;
  }

  leftOut(entry: SentEntry, parameters: readonly ParameterName[]): void {
    const open = this.#open(entry);
    if (open) open.leftOut = parameters;
  }

  usage(entry: SentEntry, usage: TokenUsage): void {
    const open = this.#open(entry);
    if (open) open.usage = usage;
  }

  end(entry: SentEntry, result: { outcome: string; durationMs: number }): void {
    const open = this.#open(entry);
    if (!open) return;
    Object.assign(open, result);
    this.#ended.fire(open);
    this.#changed.fire();
  }

  clear(): void {
    this.#entries.length = 0;
    this.#bodyLength = 0;
    this.#changed.fire();
  }

  #open(entry: SentEntry): OpenEntry | undefined {
    return this.#entries.findLast((candidate) => candidate.number === entry.number);
  }

  #trim(): void {
    while (
      this.#entries.length > MAX_ENTRIES ||
      (this.#bodyLength > MAX_BODY_LENGTH && this.#entries.length > 1)
    ) {
      const removed = this.#entries.shift();
      for (const request of removed?.wire ?? []) this.#bodyLength -= request.body.length;
    }
  }
}
