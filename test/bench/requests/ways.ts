/** The ways of asking that are compared: plain debounces, and Fairwind without and with the workspace model. */
import { createCompletionEngine } from '../../../src/core/completion/completionEngine';
import { type Eagerness, defaultSettings } from '../../../src/core/config/settings';
import type { WorkspaceModel } from '../../../src/core/ngram/workspaceModel';
import type { GatedModel } from '../../../src/core/privacy/gate';
import { CompletionSources } from '../../../src/server/completionSources';
import { documentId } from '../../../src/server/workspaceIndex/documentId';
import { WorkspaceSuggestions } from '../../../src/server/workspaceSuggestions';
import { silentLogger } from '../../../src/util/logger';
import { sleep } from '../../../src/util/sleep';
import type { FakeTime } from '../../support/fakeTime';
import type { Answerer } from './editor';

/** What a way of asking is made with. */
export interface Surroundings {
  readonly model: GatedModel;
  readonly time: FakeTime;
  /** The model of the workspace in which is typed now. */
  readonly workspaceModel: () => WorkspaceModel;
  /** Has the editor ask again at once. */
  readonly askAgain: () => void;
}

export type MakeAnswerer = (surroundings: Surroundings) => Answerer;

export const WAYS: readonly (readonly [string, MakeAnswerer])[] = [
  ['plain debounce, 0 ms', plainDebounce(0)],
  ['plain debounce, 300 ms', plainDebounce(300)],
  ['Fairwind, low', connectedModelAlone('low')],
  ['Fairwind, medium (default)', connectedModelAlone('medium')],
  ['Fairwind, high', connectedModelAlone('high')],
  ['medium, with the workspace model', withWorkspaceModel('medium')],
];

function engineOf({ model, time }: Pick<Surroundings, 'model' | 'time'>, eagerness: Eagerness) {
  return createCompletionEngine({
    model: async () => model,
    settings: () => ({ isEnabled: true, inComments: true, inStrings: true, eagerness }),
    context: () => [],
    clock: time,
    timer: time,
    logger: silentLogger,
  });
}

function connectedModelAlone(eagerness: Eagerness): MakeAnswerer {
  return (surroundings) => {
    const engine = engineOf(surroundings, eagerness);
    return {
      edited: ({ change }) => change && engine.edited(change),
      complete: (request, signal) => engine.complete(request, signal),
    };
  };
}

/** Asks anew after every key, a fixed time after the editor did, and remembers nothing; all else is as in Fairwind. */
function plainDebounce(ms: number): MakeAnswerer {
  return ({ model, time }) => ({
    edited: () => {},
    async complete(request, signal) {
      try {
        await sleep(time, ms, signal);
      } catch {
        return { kind: 'none', reason: 'cancelled' };
      }
      return engineOf({ model, time }, 'high').complete({ ...request, trigger: 'invoked' }, signal);
    },
  });
}

/** Both models, as people have them. */
function withWorkspaceModel(eagerness: Eagerness): MakeAnswerer {
  return ({ model, time, workspaceModel, askAgain }) => {
    const engine = engineOf({ model, time }, eagerness);
    const sources = new CompletionSources({
      engine,
      workspace: new WorkspaceSuggestions({
        predict: (request, options) => workspaceModel().predict(request, options),
      }),
      hasConnectedModel: () => true,
      settings: () => ({ ...defaultSettings, 'fairwind.completion.eagerness': eagerness }),
      onReady: askAgain,
      onError: (error) => {
        throw error;
      },
    });
    return {
      edited({ document, edit, change }) {
        workspaceModel().updateDocument(documentId(document.uri), edit);
        if (change) engine.edited(change);
      },
      complete: (request, signal) => sources.complete(request, signal),
    };
  };
}
