import { ModelError, type ModelErrorKind } from '../core/model/errors';
import { allowedFimWires } from '../core/model/fimWire';
import {
  type HostFailure,
  type HostFailureCode,
  type HostModels,
  type HostRequest,
  findHostModel,
} from '../core/model/hostModels';
import type {
  CallOptions,
  ChatRequest,
  ModelDescription,
  ModelIdentity,
  ModelSpec,
} from '../core/model/languageModel';
import { type Adapter, type AnswerPiece, emitAnswer } from './answer';
import { toHostMessages } from './hostMessages';
import { serverWords } from './serverWords';

/**
 * A model that the editor lends. The editor takes messages and tools alone: parameters are each model's own there, and
 * an answer neither says why it ended nor what it cost.
 */
export function createHostAdapter(spec: ModelSpec, identity: ModelIdentity, host: HostModels): Adapter {
  return {
    fimWires: allowedFimWires(spec.fim, ['chat']),
    canContinue: false,
    parameters: () => ({}),
    chat: (request, call) => emitAnswer(answerPieces({ identity, host }, request, call), { model: identity }),
    async describe({ signal }): Promise<ModelDescription> {
      const models = await host.list(signal);
      const found = findHostModel(models, spec.model);
      return {
        server: 'VS Code',
        hasModel: found !== undefined,
        models: models.map(({ vendor, id }) => `${vendor}/${id}`),
        ...(found && { contextTokens: found.maxInputTokens }),
      };
    },
  };
}

async function* answerPieces(
  { identity, host }: { readonly identity: ModelIdentity; readonly host: HostModels },
  { messages, tools, mustCallTool }: ChatRequest,
  { signal, isAsked = false, onWire }: CallOptions,
): AsyncGenerator<AnswerPiece, void, undefined> {
  const body = {
    model: identity.model,
    messages: toHostMessages(messages),
    ...(tools !== undefined && { tools }),
    ...(mustCallTool === true && { mustCallTool }),
  } satisfies Partial<HostRequest>;
  onWire({ method: 'IPC', url: `vscode.lm ${identity.model}`, body: JSON.stringify(body) });
  for await (const event of host.send({ ...body, isAsked }, signal)) {
    if (event.type === 'text') yield { text: event.text };
    else if (event.end.failure) throw hostFailure(identity, event.end.failure);
    else yield { toolCalls: event.end.toolCalls, finish: 'stop' };
  }
}

const FAILURES: Readonly<Record<HostFailureCode, ModelErrorKind>> = {
  NotFound: 'modelNotFound',
  NoPermissions: 'notPermitted',
  // The words of the API for a quota that is used up.
  Blocked: 'rateLimited',
  Stalled: 'stalled',
  Unknown: 'serverFailed',
};

function hostFailure(model: ModelIdentity, { code, message }: HostFailure): ModelError {
  const detail = serverWords(message, undefined);
  return new ModelError({ kind: FAILURES[code], model, ...(detail !== '' && { detail }) });
}
