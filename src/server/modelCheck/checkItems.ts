import * as l10n from '@vscode/l10n';
import type { ModelError, ModelErrorKind } from '../../core/model/errors';
import { type ModelDescription, type ModelIdentity, modelLabel } from '../../core/model/languageModel';
import type { CheckItem } from '../../protocol/engine';
import { explainModelError, serverSaid } from '../errorMessages';
import type { Finding, Findings } from './askModel';
import { describeFim } from './fimWords';
import type { ProbeAnswer } from './readAnswer';

/** What the items are made from. */
export interface CheckSubject {
  readonly identity: ModelIdentity;
  /** Tokens that Fairwind reckons with. */
  readonly contextTokens: number;
  readonly findings: Findings;
}

/** What one check says. */
type Outcome = Omit<CheckItem, 'name'>;

type Check = (subject: CheckSubject) => Outcome;

const CHECKS: readonly (readonly [CheckItem['name'], Check])[] = [
  ['reachable', checkReachable],
  ['key', checkKey],
  ['model', checkModel],
  ['context', checkContext],
  ['completion', checkCompletion],
  ['chat', checkChat],
];

/** The checks of one model in the order in which they depend on each other, in words for the person. */
export function checkItems(subject: CheckSubject): CheckItem[] {
  return CHECKS.map(([name, check]) => ({ name, ...check(subject) }));
}

function checkReachable({ identity, findings }: CheckSubject): Outcome {
  const { description } = findings;
  const [failure] = errorsOf(findings);
  if (failure && !isReached(findings)) return explained(failure);
  const { server } = described(findings);
  return {
    state: 'ok',
    message: l10n.t('{0} answers at {1}.', server ?? l10n.t('A model server'), identity.host),
    ...(description.kind === 'found' && { durationMs: description.durationMs }),
  };
}

function checkKey({ identity, findings }: CheckSubject): Outcome {
  const refusal = errorsOf(findings).find(({ kind }) => kind === 'unauthorized');
  if (refusal) return explained(refusal);
  // Some servers list their models to everyone, so only an answer in text shows that the key is right.
  return hasAnswer(findings)
    ? { state: 'ok', message: l10n.t('{0} accepts the key, or asks for none.', identity.host) }
    : unknown();
}

function checkModel({ identity, findings }: CheckSubject): Outcome {
  const { hasModel, models = [] } = described(findings);
  const label = modelLabel(identity);
  const answers = hasAnswer(findings);
  const missing = errorsOf(findings).find(({ kind }) => kind === 'modelNotFound');
  if (missing) return withModels(explained(missing), models);
  if (hasModel === false) {
    const message = l10n.t('{0} does not list the model {1}.', identity.host, label);
    const fix = l10n.t('Correct "model" in the setting fairwind.models.');
    return withModels({ state: answers ? 'warning' : 'failed', message, fix }, models);
  }
  const [only] = models;
  if (identity.provider === 'llamacpp' && only !== undefined)
    return { state: 'ok', message: l10n.t('{0} runs {1}.', identity.host, only) };
  return hasModel === true || answers
    ? { state: 'ok', message: l10n.t('{0} has {1}.', identity.host, label) }
    : unknown();
}

/** Names that a person can take in; a router lists hundreds. */
const NAMES_SHOWN = 8;

function withModels(item: Outcome, models: readonly string[]): Outcome {
  if (models.length === 0) return item;
  const names = models.slice(0, NAMES_SHOWN).join(', ');
  const there =
    models.length > NAMES_SHOWN
      ? l10n.t('It has {0} and {1} more.', names, models.length - NAMES_SHOWN)
      : l10n.t('It has {0}.', names);
  return { ...item, message: `${item.message} ${there}` };
}

/** Below this the rules of the chat and a commit's diff leave hardly any room. */
const SMALL_CONTEXT_TOKENS = 2048;

function checkContext({ identity, contextTokens, findings }: CheckSubject): Outcome {
  const { contextTokens: real, trainedContextTokens: trained } = described(findings);
  if (real === undefined && !hasAnswer(findings)) return unknown();
  if (real === undefined) {
    const message = l10n.t(
      '{0} does not tell. Fairwind reckons with {1} tokens; "contextTokens" in the setting fairwind.models changes that.',
      identity.host,
      contextTokens,
    );
    return { state: 'skipped', message };
  }
  if (contextTokens > real) {
    return {
      state: 'warning',
      message: l10n.t('The settings say {0} tokens, but {1} gives {2}.', contextTokens, identity.host, real),
      fix: l10n.t(
        'Lower "contextTokens" in the setting fairwind.models to {0}, or start the server with a larger context.',
        real,
      ),
    };
  }
  const message =
    trained !== undefined && trained > real
      ? l10n.t('{0} tokens, of {1} that the model was made for.', real, trained)
      : l10n.t('{0} tokens.', real);
  if (real >= SMALL_CONTEXT_TOKENS) return { state: 'ok', message };
  const fix = l10n.t('Start the server with a larger context, or choose a model that has one.');
  return { state: 'warning', message, fix };
}

function checkCompletion({ identity, findings }: CheckSubject): Outcome {
  const { completion } = findings;
  const fix = l10n.t(
    'Choose a code model with FIM, or the right "fim" for this one, in the setting fairwind.models.',
  );
  if (completion.kind === 'failed' && completion.error.kind === 'fimUnsupported')
    return { ...explained(completion.error), fix };
  if (completion.kind !== 'found')
    return withoutAnswer(completion, findings, l10n.t('Not used for suggestions.'));
  const found = { message: describeFim(completion.value, modelLabel(identity)), ...timesOf(completion) };
  return completion.value.verdict === 'fills'
    ? { state: 'ok', ...found }
    : { state: 'warning', ...found, fix };
}

function checkChat({ identity, findings }: CheckSubject): Outcome {
  const { chat } = findings;
  if (chat.kind !== 'found')
    return withoutAnswer(chat, findings, l10n.t('Not used for chat or commit messages.'));
  const label = modelLabel(identity);
  const { hasContent, leftOut } = chat.value;
  const refused =
    leftOut.length > 0 ? ` ${l10n.t('Not sent, because it is refused: {0}.', leftOut.join(', '))}` : '';
  if (hasContent)
    return { state: 'ok', message: `${l10n.t('{0} answers.', label)}${refused}`, ...timesOf(chat) };
  return {
    state: 'warning',
    message: l10n.t('{0} answered with nothing.', label),
    fix: l10n.t('Look at the server’s log, or choose another model.'),
    ...timesOf(chat),
  };
}

function withoutAnswer(
  finding: Exclude<Finding<ProbeAnswer>, { kind: 'found' }>,
  findings: Findings,
  notUsed: string,
): Outcome {
  if (!isReached(findings)) return unknown();
  if (finding.kind === 'notAsked') return { state: 'skipped', message: notUsed };
  const isTold = finding.error.kind === 'unauthorized' || finding.error.kind === 'modelNotFound';
  return isTold ? unknown() : explained(finding.error);
}

function explained(error: ModelError): Outcome {
  const { problem, nextStep } = explainModelError(error);
  const message = [problem, serverSaid(error)].filter((part) => part !== undefined).join(' ');
  return { state: 'failed', message, ...(nextStep !== undefined && { fix: nextStep }) };
}

/** Said where an earlier check fails and its failure is not to be repeated. */
function unknown(): Outcome {
  return { state: 'skipped', message: l10n.t('Not known before the rest works.') };
}

function timesOf(finding: Extract<Finding<ProbeAnswer>, { kind: 'found' }>): Partial<CheckItem> {
  const { firstTokenMs } = finding.value;
  return { durationMs: finding.durationMs, ...(firstTokenMs !== undefined && { firstTokenMs }) };
}

/** Failures that come from no model server, or from none that this request reached. */
const NOT_REACHED: ReadonlySet<ModelErrorKind> = new Set([
  'unreachable',
  'proxyFailed',
  'stalled',
  'notAModelServer',
  // Some adapters know it without asking.
  'fimUnsupported',
]);

/** True when a model server answered anything, be it a refusal. */
function isReached(findings: Findings): boolean {
  return (
    findings.description.kind === 'found' ||
    hasAnswer(findings) ||
    errorsOf(findings).some(({ kind }) => !NOT_REACHED.has(kind))
  );
}

/** True when the model itself answered something. */
function hasAnswer({ completion, chat }: Findings): boolean {
  return completion.kind === 'found' || chat.kind === 'found';
}

function described({ description }: Findings): ModelDescription {
  return description.kind === 'found' ? description.value : {};
}

function errorsOf(findings: Findings): ModelError[] {
  return Object.values(findings).flatMap((finding: Finding<unknown>) =>
    finding.kind === 'failed' ? [finding.error] : [],
  );
}
