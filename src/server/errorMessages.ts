import * as l10n from '@vscode/l10n';
import { assertNever } from '../util/assertNever';
import type { ModelError } from '../core/model/errors';
import { modelLabel } from '../core/model/languageModel';
import type { GateRefusal } from '../core/privacy/gate';

/** What a person reads when a model fails: the model, its host, and what to do next. One sentence each. */
export function describeModelError(error: ModelError): string {
  const model = modelLabel(error.model);
  const { host } = error.model;
  const sentence = describeKind(error, model, host);
  return error.detail === undefined
    ? sentence
    : `${sentence} ${l10n.t('The server said: {0}', error.detail)}`;
}

function describeKind(error: ModelError, model: string, host: string): string {
  switch (error.kind) {
    case 'unreachable':
      return l10n.t(
        '{0} does not answer at {1}. Start the server, or correct "baseUrl" in the setting fairwind.models.',
        model,
        host,
      );
    case 'unauthorized':
      return l10n.t(
        '{1} refused the key for {0}. Run "Fairwind: Set API Key" and enter a valid one.',
        model,
        host,
      );
    case 'modelNotFound':
      return l10n.t(
        '{1} does not have the model {0}. Install it there, or correct "model" in the setting fairwind.models.',
        model,
        host,
      );
    case 'notAModelServer':
      return l10n.t(
        '{1} answers, but not as a model server for {0}. Check "provider" and "baseUrl" in the setting fairwind.models, or a proxy or login page in between.',
        model,
        host,
      );
    case 'rateLimited':
      return error.retryAfterMs === undefined
        ? l10n.t(
            '{1} has had too many requests for {0}, or the quota is used up. Wait a little, or choose another model.',
            model,
            host,
          )
        : l10n.t(
            '{1} has had too many requests for {0}. It asks to wait {2} seconds; or choose another model.',
            model,
            host,
            Math.ceil(error.retryAfterMs / 1000),
          );
    case 'serverFailed':
      return l10n.t(
        '{1} failed while answering for {0} (status {2}). Look at its log, then try again.',
        model,
        host,
        error.status ?? '?',
      );
    case 'badRequest':
      return l10n.t('{1} refused the request for {0} (status {2}).', model, host, error.status ?? '?');
    case 'fimUnsupported':
      return l10n.t(
        '{0} at {1} cannot fill in the middle. Choose a code model with FIM in the setting fairwind.completion.model.',
        model,
        host,
      );
    case 'streamCut':
      return l10n.t('The answer of {0} from {1} was cut off before its end. Try again.', model, host);
    case 'stalled':
      return l10n.t('{0} at {1} stopped answering. Try again, or choose a faster model.', model, host);
    case 'contextTooLong':
      return l10n.t(
        'The request is too long for {0} at {1}. Remove some context, or start a new chat.',
        model,
        host,
      );
    default:
      return assertNever(error.kind);
  }
}

/** What a person reads when the gate refused to send something. */
export function describeRefusal(refusal: GateRefusal): string {
  return l10n.t('Nothing was sent: {0}.', refusal.reason);
}
