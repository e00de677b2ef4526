/** Reads a document with a cursor marker and asks the workspace model there. */
import {
  type PredictOptions,
  type WorkspaceModel,
  createWorkspaceModel,
} from '../../../../src/core/ngram/workspaceModel';

/** Where the cursor stands in a test's text. */
export const CURSOR = '█';

/** Path to text; the one with a cursor is the document that is written in. */
export type MarkedFiles = Readonly<Record<string, string>>;

export interface MarkedModel {
  readonly model: WorkspaceModel;
  /** The text to insert, or the reason why there is none in angle brackets. */
  readonly answer: string;
  readonly probability: number;
  /** The token that the text begins with; absent when there is none. */
  readonly firstToken?: number;
}

/** Indexes the files, without the cursor, and asks where the cursor stands for the most probable text. */
export function predictAt(files: MarkedFiles, options: PredictOptions = { threshold: 0 }): MarkedModel {
  const model = createWorkspaceModel({ maxMemoryBytes: 2 ** 24 });
  for (const [path, text] of Object.entries(files))
    model.setDocument(path, text.replace(CURSOR, ''), 'typescript');
  model.indexSlice(Infinity);
  const [documentId, text] = Object.entries(files).find(([, content]) => content.includes(CURSOR)) ?? [
    '',
    CURSOR,
  ];
  const lines = text.split(/\r\n|\n|\r/);
  const line = lines.findIndex((content) => content.includes(CURSOR));
  const [linePrefix = '', lineSuffix = ''] = (lines[line] ?? '').split(CURSOR);
  const result = model.predict({ documentId, line, linePrefix, lineSuffix }, options);
  if (result.kind === 'none') return { model, answer: `<${result.reason}>`, probability: 0 };
  const { text: answer, probability, firstToken } = result;
  return { model, answer, probability, firstToken };
}
