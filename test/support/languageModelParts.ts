/** The classes of VS Code's language model API that Fairwind makes and reads, for tests that run outside of VS Code. */
export enum LanguageModelChatMessageRole {
  User = 1,
  Assistant = 2,
  /** What VS Code's own chat sends its rules as. The stable API has no name for it. */
  System = 3,
}

export enum LanguageModelChatToolMode {
  Auto = 1,
  Required = 2,
}

export class LanguageModelTextPart {
  constructor(readonly value: string) {}
}

export class LanguageModelPromptTsxPart {
  constructor(readonly value: unknown) {}
}

export class LanguageModelDataPart {
  constructor(
    readonly data: Uint8Array,
    readonly mimeType: string,
  ) {}

  static image(data: Uint8Array, mimeType: string): LanguageModelDataPart {
    return new LanguageModelDataPart(data, mimeType);
  }
}

export class LanguageModelToolCallPart {
  constructor(
    readonly callId: string,
    readonly name: string,
    readonly input: object,
  ) {}
}

export class LanguageModelToolResultPart {
  constructor(
    readonly callId: string,
    readonly content: readonly unknown[],
  ) {}
}

export class LanguageModelChatMessage {
  constructor(
    readonly role: LanguageModelChatMessageRole,
    readonly content: readonly unknown[],
  ) {}
}

/** Its code is the name of the function that made it, as in VS Code; other failures carry their cause. */
export class LanguageModelError extends Error {
  constructor(
    message: string,
    readonly code: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

export const l10n = { t: (text: string) => text };
