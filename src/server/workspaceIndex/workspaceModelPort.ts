import type { WorkspaceModel } from '../../core/ngram/workspaceModel';

/** What indexing needs of the workspace model. */
export type IndexedModel = Pick<
  WorkspaceModel,
  | 'setDocument'
  | 'updateDocument'
  | 'removeDocument'
  | 'touch'
  | 'indexSlice'
  | 'calibrate'
  | 'versions'
  | 'stats'
>;

/** What the cache needs of it. */
export type CachedModel = Pick<WorkspaceModel, 'serialize' | 'restore'>;
