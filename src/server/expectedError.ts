import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { isAbortError } from '../util/abort';
import { ModelError } from '../core/model/errors';
import type { ModelIdentity } from '../core/model/languageModel';
import { GateRefusal } from '../core/privacy/gate';
import { EXPECTED_ERROR_CODE, type EngineErrorData, type EngineErrorKind } from '../protocol/engine';
import { describeModelError, describeRefusal } from './errorMessages';

/** A failure that is not a model's, with its words for the person. */
export class EngineError extends Error {
  constructor(
    readonly kind: EngineErrorKind,
    message: string,
    readonly model?: ModelIdentity,
  ) {
    super(message);
    this.name = 'EngineError';
  }
}

/** Turns whatever a feature threw into the error response that the protocol describes. */
export function toResponseError(error: unknown): ResponseError<EngineErrorData | undefined> {
  if (isAbortError(error)) return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
  if (ModelError.is(error))
    return expected(describeModelError(error), { kind: error.kind, model: error.model });
  if (error instanceof GateRefusal) return expected(describeRefusal(error), { kind: 'refused' });
  if (error instanceof EngineError) {
    return expected(error.message, { kind: error.kind, ...(error.model && { model: error.model }) });
  }
  if (error instanceof ResponseError) return error as ResponseError<EngineErrorData | undefined>;
  return new ResponseError(-32603, error instanceof Error ? error.message : String(error));
}

function expected(message: string, data: EngineErrorData): ResponseError<EngineErrorData> {
  return new ResponseError(EXPECTED_ERROR_CODE, message, data);
}
