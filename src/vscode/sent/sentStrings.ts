import type { SentStrings } from '../../protocol/sentPage';
import type { Translations } from '../chat/chatStrings';

/** The words of the page "What was sent" in the person's language. */
export function sentStrings(l10n: Translations): SentStrings {
  return {
    title: l10n.t('What was sent'),
    search: l10n.t('Search in what was sent'),
    searchHint: l10n.t('Search in bodies, addresses and models'),
    role: l10n.t('What for'),
    allRoles: l10n.t('All purposes'),
    roles: roleStrings(l10n),
    where: l10n.t('Where to'),
    anywhere: l10n.t('Anywhere'),
    thisMachine: l10n.t('this machine'),
    otherMachine: l10n.t('another machine'),
    list: l10n.t('Requests, newest first'),
    details: l10n.t('The request, complete'),
    back: l10n.t('Close (Escape)'),
    clear: l10n.t('Clear…'),
    copy: l10n.t('Copy'),
    copied: l10n.t('Copied'),
    raw: l10n.t('As sent'),
    showMore: l10n.t('Show more ({0} characters left)'),
    running: l10n.t('running'),
    ended: l10n.t('answered'),
    cancelled: l10n.t('cancelled'),
    cutOff: l10n.t('stopped at its limit'),
    failedAs: l10n.t('failed: {0}'),
    tokensIn: l10n.t('{0} tokens in'),
    tokensOut: l10n.t('{0} tokens out'),
    estimated: l10n.t('about {0}'),
    milliseconds: l10n.t('{0} ms'),
    oneMasked: l10n.t('1 secret masked'),
    masked: l10n.t('{0} secrets masked'),
    leftOut: l10n.t('Not sent, because it is refused: {0}.'),
    noBody: l10n.t('Nothing but the address was sent.'),
    gone: l10n.t('This request is no longer kept.'),
    nothingFound: l10n.t('Nothing that was sent matches.'),
    emptyTitle: l10n.t('Nothing has been sent.'),
    emptyBody: l10n.t(
      'Every request to a model will stand here, complete: where it went, its text, its tokens and its time. It is kept on this machine alone. Never part of any request are:',
    ),
    neverSent: [
      l10n.t('files that hold keys by convention, such as .env, and whatever .fairwindignore excludes'),
      l10n.t('secrets that Fairwind recognizes, where the model is on another machine: they are masked'),
      l10n.t('telemetry: there is none'),
    ],
    loading: l10n.t('Loading…'),
    count: l10n.t('{0} requests'),
  };
}

/** What requests are made for, in words. */
export function roleStrings(l10n: Translations): SentStrings['roles'] {
  return {
    completion: l10n.t('Suggestion'),
    chat: l10n.t('Chat'),
    commit: l10n.t('Commit message'),
    check: l10n.t('Connection check'),
  };
}
