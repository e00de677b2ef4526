/**
 * The part of node-llama-cpp that is used here. The package is not installed beside the other dependencies, since it
 * brings native builds of 115 MB; `scripts/lib/llamaBundle.mjs` puts its JavaScript into the bundle.
 */
declare module 'node-llama-cpp' {
  export type Token = number & { readonly __token: never };

  /** The native library (N-API), as `require` gives it. */
  export type Bindings = { readonly __bindings: never };

  export class Llama {
    /** What `getLlama` does with a native library that it has found; it would also look for compilers and test builds. */
    static _create(options: {
      readonly bindings: Bindings;
      readonly bindingPath: string;
      readonly buildType: 'prebuilt';
      readonly buildMetadata: unknown;
      readonly maxThreads: number;
      readonly logLevel: 'error';
      readonly logger: (level: string, message: string) => void;
      readonly vramPadding: number;
      readonly ramPadding: number;
      readonly debug: false;
      readonly tempDir: false;
    }): Promise<Llama>;
    readonly gpu: string | false;
    loadModel(options: { readonly modelPath: string }): Promise<LlamaModel>;
  }

  export interface LlamaModel {
    readonly trainContextSize: number;
    readonly fileInfo: { readonly metadata: { readonly tokenizer?: { readonly chat_template?: unknown } } };
    readonly tokens: {
      readonly bos: Token | null;
      readonly bosString: string | null;
      readonly eosString: string | null;
      readonly shouldPrependBosToken: boolean;
      readonly infill: {
        readonly prefix: Token | null;
        readonly middle: Token | null;
        readonly suffix: Token | null;
      };
    };
    /** @param specialTokens whether texts of special tokens become those tokens */
    tokenize(text: string, specialTokens: boolean): Token[];
    /** @param lastTokens the tokens before, which decide about a leading space */
    detokenize(tokens: readonly Token[], specialTokens?: boolean, lastTokens?: readonly Token[]): string;
    createContext(options: {
      readonly contextSize: number;
      readonly sequences: number;
      readonly threads: number;
      readonly batchSize: number;
    }): Promise<LlamaContext>;
  }

  export interface LlamaContext {
    /** Tokens of each sequence. */
    readonly contextSize: number;
    getSequence(): LlamaContextSequence;
  }

  export interface LlamaContextSequence {
    readonly contextSize: number;
    /** How many tokens the sequence holds. */
    readonly nextTokenIndex: number;
    /** Drops what does not agree with the beginning of `tokens`. */
    adaptStateToTokens(tokens: readonly Token[], allowShift: boolean): Promise<void>;
    evaluateWithoutGeneratingNewTokens(tokens: readonly Token[]): Promise<void>;
    evaluateWithMetadata(
      tokens: readonly Token[],
      metadata: { readonly confidence: boolean },
      options: {
        readonly temperature: number;
        readonly topP?: number;
        readonly topK?: number;
        readonly seed?: number;
        readonly grammarEvaluationState?: LlamaGrammarEvaluationState;
      },
    ): AsyncGenerator<{ readonly token: Token; readonly confidence?: number }, void, void>;
  }

  export class LlamaJsonSchemaGrammar {
    constructor(llama: Llama, schema: Readonly<Record<string, unknown>>);
    readonly grammar: string;
  }
  export class LlamaGrammarEvaluationState {
    constructor(options: { readonly model: LlamaModel; readonly grammar: LlamaJsonSchemaGrammar });
    clone(): LlamaGrammarEvaluationState;
  }
  export class JinjaRenderer {
    constructor(llama: Llama, template: string);
    render(items: Readonly<Record<string, unknown>>): string;
  }
}
