import * as l10n from '@vscode/l10n';
import { assertNever } from '../../util/assertNever';
import type { FimVerdict } from '../../core/model/fimProbe';
import type { FimWire } from '../../core/model/fimWire';
import type { FimAttempt, FimFinding } from './probeFim';

/** What a person reads of the known hole: what came of it, how the model is asked, and what was tried before. */
export function describeFim({ verdict, wire, attempts }: FimFinding, model: string): string {
  const others = attempts.filter((attempt) => attempt.wire !== wire);
  const sentences = [
    describeVerdict(verdict, model),
    l10n.t('Fairwind asks it through {0}.', nameWire(wire)),
  ];
  if (others.length > 0) sentences.push(l10n.t('Also tried: {0}.', others.map(describeAttempt).join('; ')));
  return sentences.join(' ');
}

function describeVerdict(verdict: FimVerdict, model: string): string {
  switch (verdict) {
    case 'fills':
      return l10n.t('{0} fills in the middle.', model);
    case 'empty':
      return l10n.t('{0} answered with nothing where it should have filled in the middle.', model);
    case 'prose':
      return l10n.t('{0} talked about the code instead of filling in the middle.', model);
    case 'restatesPrefix':
      return l10n.t('{0} began the code anew instead of filling in the middle.', model);
    case 'ignoresSuffix':
      return l10n.t('{0} goes on with the code, but does not see what stands after the cursor.', model);
    case 'unrelated':
      return l10n.t('{0} answered with something else than what belongs in the middle.', model);
    default:
      return assertNever(verdict);
  }
}

function nameWire(wire: FimWire): string {
  switch (wire) {
    case 'infill':
      return l10n.t('the server’s /infill');
    case 'fimCompletions':
      return l10n.t('the server’s /fim/completions');
    case 'suffix':
      return l10n.t('fields for the text before and after the cursor');
    case 'template':
      return l10n.t('a raw prompt with the tokens of its family');
    case 'chat':
      return l10n.t('a chat with an instruction');
    default:
      return assertNever(wire);
  }
}

function describeAttempt({ wire, outcome }: FimAttempt): string {
  return `${nameWire(wire)} (${describeOutcome(outcome)})`;
}

function describeOutcome(outcome: FimAttempt['outcome']): string {
  switch (outcome) {
    case 'refused':
      return l10n.t('refused');
    case 'fills':
      return l10n.t('right');
    case 'empty':
      return l10n.t('no answer');
    case 'prose':
      return l10n.t('talk instead of code');
    case 'restatesPrefix':
      return l10n.t('began anew');
    case 'ignoresSuffix':
      return l10n.t('did not see the text after the cursor');
    case 'unrelated':
      return l10n.t('something else');
    default:
      return assertNever(outcome);
  }
}
