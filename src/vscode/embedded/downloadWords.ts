import * as vscode from 'vscode';
import type { EmbeddedDownloadProgress, EmbeddedModelData } from '../../protocol/embedded';

/** A number of bytes as people write it: decimal megabytes or gigabytes. */
export function describeBytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}

/** How far a download is. */
export function describeProgress({ part, receivedBytes, totalBytes }: EmbeddedDownloadProgress): string {
  const received = describeBytes(receivedBytes);
  const far =
    totalBytes === undefined ? received : vscode.l10n.t('{0} of {1}', received, describeBytes(totalBytes));
  return part === 'runtime' ? vscode.l10n.t('llama.cpp first: {0}', far) : far;
}

/** Size, licence, and whether this machine can bear it. */
export function describeModel(model: EmbeddedModelData): { description: string; detail: string } {
  const size = vscode.l10n.t('about {0}', describeBytes(model.aboutBytes));
  const marks = [
    size,
    model.licence,
    ...(model.isRecommended ? [vscode.l10n.t('recommended for this machine')] : []),
  ];
  return { description: marks.join(' · '), detail: `${describeState(model)} ${describeFit(model)}`.trim() };
}

function describeState({ isDownloaded, downloadedBytes }: EmbeddedModelData): string {
  if (isDownloaded) return vscode.l10n.t('Downloaded.');
  return downloadedBytes === 0 ? '' : vscode.l10n.t('{0} are here already.', describeBytes(downloadedBytes));
}

function describeFit({ fit, aboutMemoryBytes }: EmbeddedModelData): string {
  const memory = describeBytes(aboutMemoryBytes);
  if (fit === 'tooLarge')
    return vscode.l10n.t('Takes {0} of memory, which is too much for this machine.', memory);
  if (fit === 'slow')
    return vscode.l10n.t('Takes {0} of memory. Slow here: it wants more processor cores.', memory);
  return vscode.l10n.t('Takes {0} of memory.', memory);
}
