/** What VS Code's `inspect` tells of a setting's values. */
export interface InspectedSetting<T> {
  readonly globalValue?: T;
  readonly workspaceValue?: T;
}

/**
 * Where a change must be written to take effect: into the workspace's settings where they decide already, else into
 * the person's own.
 * @param decides whether a value, as far as it is set in one place, settles the matter
 */
export function findTarget<T>(
  { workspaceValue }: InspectedSetting<T>,
  decides: (value: T) => boolean = () => true,
): 'user' | 'workspace' {
  return workspaceValue !== undefined && decides(workspaceValue) ? 'workspace' : 'user';
}
