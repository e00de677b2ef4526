import * as l10n from '@vscode/l10n';
import type { RefusalReason } from '../core/apply/placement';

/** Why a block was not placed in a file, for the person, with the next step. */
export function describeApplyRefusal(reason: RefusalReason, path: string): string {
  switch (reason) {
    case 'ambiguous':
      return l10n.t(
        'The code fits in several places of {0}, so nothing was changed. Put the cursor where it belongs and insert it there, or ask for a few more lines around the change.',
        path,
      );
    case 'notFound':
      return l10n.t(
        'Nothing in {0} looks like this code, so there is no place for it. Put the cursor where it belongs and insert it there.',
        path,
      );
    case 'alreadyApplied':
      return l10n.t('{0} already has this code. There is nothing to change.', path);
    case 'incomplete':
      return l10n.t(
        'The code would leave {0} with brackets open, as if it had been cut off. Ask for the complete code.',
        path,
      );
    case 'deletesUnseen':
      return l10n.t(
        'The code would delete parts of {0} that it does not show. Ask for the complete code, or for a diff.',
        path,
      );
    case 'unreadable':
      return l10n.t('The change for {0} cannot be read: it is neither code nor a complete diff.', path);
    case 'tooLarge':
      return l10n.t('{0} or the code is too long to compare. Insert the code by hand.', path);
    case 'maskedSecret':
      return l10n.t(
        'The code has the mark that the model was shown in place of a secret, and it is not clear which secret of {0} belongs there. Put the code in by hand.',
        path,
      );
  }
}
