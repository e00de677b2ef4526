import * as l10n from '@vscode/l10n';
import type { FileExclusion, FindFileExclusion } from '../../core/privacy/fileExclusion';
import type { GateRule } from '../../core/privacy/gate';

/**
 * The gate's rule that refuses a request with text of an excluded file. Features leave such files out before; a feature
 * that forgets to is stopped here.
 * @param pathOf a document's path for people
 */
export function createExcludedFilesRule(
  findExclusion: FindFileExclusion,
  pathOf: (uri: string) => string,
): GateRule {
  return {
    name: 'excludedFiles',
    async apply(request, { files }) {
      const exclusions = await Promise.all(files.map(findExclusion));
      const first = exclusions.findIndex((exclusion) => exclusion !== undefined);
      const uri = files[first];
      const exclusion = exclusions[first];
      if (!exclusion || uri === undefined) return { request };
      return { refused: describeExclusion(pathOf(uri), exclusion) };
    },
  };
}

/** Why nothing of a file may be sent, in one sentence for the person. */
export function describeExclusion(path: string, exclusion: FileExclusion): string {
  switch (exclusion.by) {
    case 'secretFile':
      return l10n.t('{0} may hold keys or passwords, so nothing of it is sent to any model.', path);
    case 'ignoreFile':
      return l10n.t(
        '{0} is excluded by {1}, so nothing of it is sent to any model.',
        path,
        exclusion.ignoreFile,
      );
    case 'unreadableIgnoreFile':
      return l10n.t(
        'Nothing of {0} is sent to any model, because {1} cannot be read. Make it a readable text file with gitignore patterns.',
        path,
        exclusion.ignoreFile,
      );
  }
}
