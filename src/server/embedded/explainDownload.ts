import * as l10n from '@vscode/l10n';
import type { DownloadError } from './downloadErrors';

/** What a person reads when a download fails: what, why, and what to do next. */
export function explainDownload({ kind, subject, detail }: DownloadError): string {
  switch (kind) {
    case 'unreachable':
      return l10n.t(
        '{0} could not be reached, or the connection broke again and again ({1}). What has come is kept: try again to go on.',
        subject,
        detail,
      );
    case 'notFound':
      return l10n.t('{0} was not found at {1}. Check its address.', subject, detail);
    case 'refused':
      return l10n.t(
        '{0} refused the download (status {1}). Try again later, or name a mirror in the settings.',
        subject,
        detail,
      );
    case 'wrongBytes':
      return l10n.t(
        'What came for {0} is not what it should be (its checksum differs), so it was deleted. Try again; if that happens twice, do not trust the mirror or proxy in between.',
        subject,
      );
    case 'changed':
      return l10n.t(
        '{0} is another file at the hub now than when you first downloaded it. To take the new one, run "Fairwind: Remove a Downloaded Model…" first.',
        subject,
      );
    case 'diskFull':
      return detail === ''
        ? l10n.t('The disk is full. Make room; what has come of {0} is kept.', subject)
        : l10n.t(
            'There is not room enough on the disk for {0}: {1} GB more are needed.',
            subject,
            gigabytes(Number(detail)),
          );
    case 'busy':
      return l10n.t('Another window is downloading {0}. It will be there for this one too.', subject);
    case 'noRuntime':
      return l10n.t(
        'There is no llama.cpp for this kind of machine ({0}, {1}).',
        process.platform,
        process.arch,
      );
    case 'badAddress':
      return l10n.t('"{0}" is no model that can be downloaded: use hf:owner/name:file.gguf.', subject);
  }
}

function gigabytes(bytes: number): string {
  return (Math.ceil(bytes / 1e8) / 10).toFixed(1);
}
