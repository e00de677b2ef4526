import * as l10n from '@vscode/l10n';
import { assertNever } from '../util/assertNever';
import type { ModelError } from '../core/model/errors';
import { modelLabel } from '../core/model/languageModel';
import type { GateRefusal } from '../core/privacy/gate';
import { explainEmbeddedError } from './embedded/explainEmbedded';
import { explainHostError } from './explainHost';

/** What a person is told about a failure: what happened, and what to do next where anything can be done. */
export interface Explanation {
  readonly problem: string;
  readonly nextStep?: string;
}

/** What a person reads when a model fails: the model, its host, what to do next, and what the server said. */
export function describeModelError(error: ModelError): string {
  const { problem, nextStep } = explainModelError(error);
  const parts = [problem, nextStep, serverSaid(error)];
  return parts.filter((part) => part !== undefined).join(' ');
}

/** The server's own words, introduced; undefined when it said nothing. */
export function serverSaid({ detail, model }: ModelError): string | undefined {
  if (model.provider === 'embedded' && detail !== undefined) return l10n.t('Detail: {0}', detail);
  return detail === undefined ? undefined : l10n.t('The server said: {0}', detail);
}

/** The parts of {@link describeModelError} before the server's own words. */
export function explainModelError(error: ModelError): Explanation {
  return explainWithoutServer(error) ?? explainOfServer(error);
}

/** Models without an address fail in ways of their own. */
function explainWithoutServer(error: ModelError): Explanation | undefined {
  if (error.model.provider === 'embedded') return explainEmbeddedError(error);
  return error.model.provider === 'vscode' ? explainHostError(error) : undefined;
}

function explainOfServer(error: ModelError): Explanation {
  const model = modelLabel(error.model);
  const { host } = error.model;
  switch (error.kind) {
    case 'unreachable':
      return {
        problem: l10n.t('{0} does not answer at {1}.', model, host),
        nextStep: l10n.t('Start the server, or correct "baseUrl" in the setting fairwind.models.'),
      };
    case 'proxyFailed':
      return {
        problem: l10n.t('The proxy did not lead to {0} at {1}.', model, host),
        nextStep: l10n.t(
          'Check the setting "http.proxy" and HTTPS_PROXY in the environment, or add the host to "http.noProxy".',
        ),
      };
    case 'unauthorized':
      return {
        problem: l10n.t('{1} refused the key for {0}.', model, host),
        nextStep: l10n.t('Run "Fairwind: Set API Key" and enter a valid one.'),
      };
    case 'modelNotFound':
      return {
        problem: l10n.t('{1} does not have the model {0}.', model, host),
        nextStep: l10n.t('Install it there, or correct "model" in the setting fairwind.models.'),
      };
    case 'notAModelServer':
      return {
        problem: l10n.t('{1} answers, but not as a model server for {0}.', model, host),
        nextStep: l10n.t(
          'Check "provider" and "baseUrl" in the setting fairwind.models, or a proxy or login page in between.',
        ),
      };
    case 'rateLimited':
      return explainRateLimit(error, model);
    case 'serverFailed':
      return {
        problem: l10n.t('{1} failed while answering for {0} (status {2}).', model, host, error.status ?? '?'),
        nextStep: l10n.t('Look at its log, then try again.'),
      };
    case 'badRequest':
      return {
        problem: l10n.t('{1} refused the request for {0} (status {2}).', model, host, error.status ?? '?'),
      };
    case 'fimUnsupported':
      return {
        problem: l10n.t('{0} at {1} cannot fill in the middle.', model, host),
        nextStep: l10n.t('Choose a code model with FIM in the setting fairwind.completion.model.'),
      };
    case 'streamCut':
      return {
        problem: l10n.t('The answer of {0} from {1} was cut off before its end.', model, host),
        nextStep: l10n.t('Try again.'),
      };
    case 'stalled':
      return {
        problem: l10n.t('{0} at {1} stopped answering.', model, host),
        nextStep: l10n.t('Try again, or choose a faster model.'),
      };
    case 'otherModelLoaded':
    case 'notPermitted':
      return { problem: l10n.t('{0} could not answer.', model) };
    case 'contextTooLong':
      return {
        problem: l10n.t('The request is too long for {0} at {1}.', model, host),
        nextStep: l10n.t('Remove some context, or start a new chat.'),
      };
    default:
      return assertNever(error.kind);
  }
}

function explainRateLimit({ model: { host }, retryAfterMs }: ModelError, model: string): Explanation {
  return retryAfterMs === undefined
    ? {
        problem: l10n.t('{1} has had too many requests for {0}, or the quota is used up.', model, host),
        nextStep: l10n.t('Wait a little, or choose another model.'),
      }
    : {
        problem: l10n.t('{1} has had too many requests for {0}.', model, host),
        nextStep: l10n.t(
          'It asks to wait {0} seconds; or choose another model.',
          Math.ceil(retryAfterMs / 1000),
        ),
      };
}

/** What a person reads when the gate refused to send something: the rule's own sentence. */
export function describeRefusal(refusal: GateRefusal): string {
  return refusal.reason;
}
