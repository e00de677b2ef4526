import { type Event, Emitter } from '../util/emitter';
import type { Logger } from '../util/logger';
import { type NetworkSettings, parseNetworkSettings } from '../core/config/networkSettings';
import { type Settings, parseSettings } from '../core/config/settings';

/** The settings as last sent by the editor, always complete and valid. */
export class SettingsStore {
  readonly #changed = new Emitter<void>();
  #current: Settings;
  #problems: readonly string[];
  #network: NetworkSettings;
  #raw: unknown;

  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(
    raw: unknown,
    private readonly logger: Logger,
  ) {
    ({ settings: this.#current, problems: this.#problems } = parseSettings(raw));
    this.#network = parseNetworkSettings(raw);
    this.#raw = raw;
    this.#logProblems();
  }

  get current(): Settings {
    return this.#current;
  }

  /** What the editor last sent, for another engine that is to do the same. */
  get raw(): unknown {
    return this.#raw;
  }

  /** How the editor reaches the network; the same object until that changes. */
  get network(): NetworkSettings {
    return this.#network;
  }

  /** What is wrong with the settings, in words; empty when all is well. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /** Takes what `workspace/didChangeConfiguration` sent; null means that the client does not push settings. */
  update(raw: unknown): void {
    if (raw === null || raw === undefined) return;
    ({ settings: this.#current, problems: this.#problems } = parseSettings(raw));
    this.#raw = raw;
    const network = parseNetworkSettings(raw);
    if (JSON.stringify(network) !== JSON.stringify(this.#network)) this.#network = network;
    this.#logProblems();
    this.#changed.fire();
  }

  #logProblems(): void {
    for (const problem of this.#problems) this.logger.warn(`Setting ${problem}`);
  }
}
