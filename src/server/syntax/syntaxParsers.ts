import type * as TreeSitter from '@vscode/tree-sitter-wasm';
import type { FindSyntaxParser } from '../../core/completion/syntax/syntaxParser';
import type { Disposable } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { TreeSitterParser } from './treeSitterParser';

/** The grammar of each language by its editor id. Other languages have none: indentation decides there. */
export const GRAMMAR_OF: Readonly<Record<string, string>> = {
  typescript: 'typescript',
  typescriptreact: 'tsx',
  javascript: 'javascript',
  javascriptreact: 'javascript',
  python: 'python',
  go: 'go',
  java: 'java',
  rust: 'rust',
  csharp: 'c-sharp',
  php: 'php',
};

export interface SyntaxParsersOptions {
  /** Reads one WebAssembly file by its name without an ending: `tree-sitter` or `tree-sitter-LANGUAGE`. */
  readonly readWasm: (name: string) => Promise<Uint8Array>;
  readonly logger: Logger;
}

/** The parsers of the languages that were asked for, each loaded behind the first request for it. */
export class SyntaxParsers implements Disposable {
  readonly #parsers = new Map<string, Promise<TreeSitterParser | undefined>>();
  readonly #ready = new Map<string, TreeSitterParser>();
  #treeSitter: Promise<typeof TreeSitter> | undefined;
  #isDisposed = false;

  constructor(private readonly options: SyntaxParsersOptions) {}

  /** The parser for a language, or undefined when there is none or it is not loaded yet; then its loading begins. */
  readonly find: FindSyntaxParser = (languageId) => {
    const grammar = GRAMMAR_OF[languageId];
    if (grammar === undefined) return undefined;
    void this.load(languageId);
    return this.#ready.get(grammar);
  };

  /** Loads the grammar of a language; resolves to undefined where there is none or it cannot be loaded. */
  async load(languageId: string): Promise<TreeSitterParser | undefined> {
    const grammar = GRAMMAR_OF[languageId];
    if (grammar === undefined) return undefined;
    let loading = this.#parsers.get(grammar);
    if (!loading) {
      loading = this.#load(grammar).catch((error: unknown) => {
        this.options.logger.error(`The grammar ${grammar} cannot be loaded`, error);
        return undefined;
      });
      this.#parsers.set(grammar, loading);
    }
    return loading;
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const parser of this.#ready.values()) parser.dispose();
    this.#ready.clear();
  }

  async #load(grammar: string): Promise<TreeSitterParser | undefined> {
    this.#treeSitter ??= this.#start();
    const { Language, Parser } = await this.#treeSitter;
    const language = await Language.load(await this.options.readWasm(`tree-sitter-${grammar}`));
    if (this.#isDisposed) return undefined;
    const parser = new TreeSitterParser(new Parser().setLanguage(language));
    this.#ready.set(grammar, parser);
    return parser;
  }

  async #start(): Promise<typeof TreeSitter> {
    const { default: treeSitter } = await import('@vscode/tree-sitter-wasm');
    const wasmBinary = await this.options.readWasm('tree-sitter');
    const options = { wasmBinary, locateFile: (name: string) => name };
    await treeSitter.Parser.init(options);
    return treeSitter;
  }
}
