import * as l10n from '@vscode/l10n';
import { assertNever } from '../../util/assertNever';
import type { FollowUpName } from '../../core/chat/followUps/followUpsByRule';
import type { Omission } from '../../core/chat/omissions';
import { type ModelIdentity, modelLabel } from '../../core/model/languageModel';

/** Labels that are named; the rest is counted. */
const MOST_LABELS = 4;

/** What was left out of a request and why, in one sentence for the person. */
export function describeOmission(omission: Omission, identity: ModelIdentity): string {
  const model = modelLabel(identity);
  switch (omission.kind) {
    case 'partly':
      return l10n.t(
        'Only the parts that say most about the question were sent of: {0}. All of it does not fit the window of {1}.',
        list(omission.labels),
        model,
      );
    case 'context':
      return l10n.t(
        'Not sent, because it does not fit the window of {1}: {0}.',
        list(omission.labels),
        model,
      );
    case 'earlierContext':
      return l10n.t(
        'What was attached to earlier questions no longer fits the window of {1} and was left out: {0}.',
        list(omission.labels),
        model,
      );
    case 'turns':
      return l10n.t(
        'The oldest part of the conversation no longer fits the window of {1} and was left out (questions: {0}).',
        omission.questions,
        model,
      );
    case 'images':
      return l10n.t('{1} does not see images, so these were not sent: {0}.', list(omission.labels), model);
    case 'instructions':
      return l10n.t(
        'Standing instructions that are too long for the window of {1} were left out: {0}.',
        list(omission.labels),
        model,
      );
    default:
      return assertNever(omission);
  }
}

/** Says that older turns stand in the prompt as a summary. */
export function describeSummary(questions: number, identity: ModelIdentity): string {
  return l10n.t(
    'The conversation no longer fits the window of {1}: its oldest part was given as a summary (questions: {0}).',
    questions,
    modelLabel(identity),
  );
}

/** What the status says while a summary is made. */
export function summarising(identity: ModelIdentity): string {
  return l10n.t(
    '{0} on {1} is putting the oldest part of the conversation in short.',
    modelLabel(identity),
    identity.host,
  );
}

function list(labels: readonly string[]): string {
  const named = labels.slice(0, MOST_LABELS).join(', ');
  const rest = labels.length - MOST_LABELS;
  return rest > 0 ? l10n.t('{0} and {1} more', named, rest) : named;
}

/** The words of next messages that are offered by rule. They are sent as the person's own. */
export function followUpWords(name: FollowUpName): string {
  switch (name) {
    case 'writeTests':
      return l10n.t('Write tests for it');
    case 'explainCode':
      return l10n.t('Explain the code');
    case 'explainCause':
      return l10n.t('Explain why it happened');
    case 'explainMore':
      return l10n.t('Explain in more detail');
    case 'showExample':
      return l10n.t('Show an example');
    case 'showFix':
      return l10n.t('Show how to fix the gravest one');
    case 'nextStep':
      return l10n.t('Do the first step');
    case 'shorter':
      return l10n.t('Make it shorter');
    case 'alternatives':
      return l10n.t('Show another way');
    case 'edgeCases':
      return l10n.t('Which edge cases are there?');
    case 'reviewIt':
      return l10n.t('What could be better?');
    case 'addBody':
      return l10n.t('Say more about why');
    case 'otherWording':
      return l10n.t('Suggest another wording');
    case 'moreFormal':
      return l10n.t('Make it more formal');
    case 'whyWording':
      return l10n.t('Why this wording?');
    default:
      return assertNever(name);
  }
}
