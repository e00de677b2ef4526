import * as l10n from '@vscode/l10n';
import type { MessageProblem } from '../../core/commit/messageProblems';

const MOST_NAMES = 3;

/** What the person should look at before they sign a message: what neither the model nor a rule could put right. */
export function commitRemarks(problems: readonly MessageProblem[]): string[] {
  return problems.flatMap((problem) => remark(problem) ?? []);
}

function remark({ kind, about }: MessageProblem): string | undefined {
  const named = about.slice(0, MOST_NAMES).join(', ') + (about.length > MOST_NAMES ? ', …' : '');
  switch (kind) {
    case 'names':
      return l10n.t('The change does not have {0}.', named);
    case 'tickets':
      return l10n.t('Neither the branch nor the change names {0}.', named);
    case 'language':
      return l10n.t('It is not in the language that was asked for.');
    case 'repeated':
      return l10n.t('It repeats an earlier message.');
    case 'ownWords':
      return l10n.t('Some of your words are missing: {0}.', named);
    case 'rules':
      return l10n.t('commitlint would refuse it.');
    case 'wish':
      return l10n.t('It is not as you asked for.');
    // A matter of taste, or put right by a rule whenever it can be.
    case 'subjectLength':
    case 'form':
    case 'noForm':
    case 'mood':
    case 'noTicket':
    case 'template':
    case 'selfReference':
    case 'markdown':
      return undefined;
  }
}
