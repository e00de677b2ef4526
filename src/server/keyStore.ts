import type { Connection } from 'vscode-languageserver/node';
import type { ModelSpec } from '../core/model/languageModel';
import {
  type InitializationOptions,
  Method,
  type SecretGetParams,
  type SecretGetResult,
} from '../protocol/engine';

/**
 * The keys of the models, asked from the editor when first needed and never written anywhere.
 * A key belongs to the origin it was stored for: a changed address does not inherit it.
 */
export class KeyStore {
  readonly #known = new Map<string, Promise<string | undefined>>();

  constructor(
    private readonly connection: Connection,
    private readonly options: InitializationOptions,
  ) {
    connection.onNotification(Method.secretChanged, () => this.#known.clear());
  }

  get(spec: ModelSpec): Promise<string | undefined> {
    const { origin } = new URL(spec.baseUrl);
    const name = `${spec.id} ${origin}`;
    const known = this.#known.get(name);
    if (known) return known;
    const asked = this.#ask({ modelId: spec.id, origin });
    this.#known.set(name, asked);
    asked.catch(() => this.#known.delete(name));
    return asked;
  }

  async #ask(params: SecretGetParams): Promise<string | undefined> {
    const given = this.options.secrets?.[params.modelId] ?? this.options.secrets?.[params.origin];
    if (given !== undefined || this.options.providesSecrets !== true) return given;
    const { key } = await this.connection.sendRequest<SecretGetResult>(Method.secretGet, params);
    return key ?? undefined;
  }
}
