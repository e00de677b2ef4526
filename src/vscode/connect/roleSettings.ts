import type { ModelRole, ModelSpec } from '../../core/model/languageModel';
import { chooseAuto, isForChat, isKnownToFill } from '../../core/model/modelUses';
import type { CheckItem, ModelCheckData } from '../../protocol/engine';

export const ROLES: readonly ModelRole[] = ['completion', 'chat', 'commit'];

/** The roles that a model can have, after what its check found. */
export function possibleRoles({ checks }: ModelCheckData): readonly ModelRole[] {
  const does = (name: CheckItem['name']) => checks.some((item) => item.name === name && item.state === 'ok');
  return ROLES.filter((role) => does(role === 'completion' ? 'completion' : 'chat'));
}

/**
 * The roles that are proposed. Suggestions are asked for at every pause in typing, so a model on another machine is
 * proposed for them only when it is made to fill in the middle; a base model is proposed for nothing else.
 */
export function proposedRoles(data: ModelCheckData): readonly ModelRole[] {
  const { model } = data;
  const suggests =
    model.isLocal ||
    (model.provider !== 'workspace' && isKnownToFill({ ...model, provider: model.provider }));
  return possibleRoles(data).filter((role) => (role === 'completion' ? suggests : isForChat(model.model)));
}

export interface RoleChange {
  /** The id of the model that is connected. */
  readonly id: string;
  /** What it is to be used for. */
  readonly chosen: readonly ModelRole[];
  /** What the roles' settings say now. */
  readonly settings: Readonly<Record<ModelRole, string>>;
  /** The connected models before and after. */
  readonly before: readonly ModelSpec[];
  readonly after: readonly ModelSpec[];
}

/**
 * What the roles' settings must say for a model to have the chosen roles and no others; a role whose setting may stay
 * as it is is left out. `auto` stays wherever it comes to the same.
 */
export function changeRoles({
  id,
  chosen,
  settings,
  before,
  after,
}: RoleChange): Partial<Record<ModelRole, string>> {
  const changes: Partial<Record<ModelRole, string>> = {};
  for (const role of ROLES) {
    const now = settings[role] === 'auto' ? chooseAuto(role, after)?.id : settings[role];
    if (chosen.includes(role) === (now === id)) continue;
    const other = chooseAuto(
      role,
      before.filter((spec) => spec.id !== id),
    )?.id;
    const wanted = chosen.includes(role) ? id : (other ?? (role === 'completion' ? 'workspace' : undefined));
    if (wanted !== undefined) changes[role] = wanted;
  }
  return changes;
}
