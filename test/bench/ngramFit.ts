/**
 * Learns the weights of the workspace model and writes them to src/core/ngram/learnedWeights.ts:
 *   node scripts/benchRun.mjs ngramFit POINTS PATH… -- PATH…
 * The mixer learns from the repositories before `--`, the confidence from those after it, so that the confidence
 * knows how sure the mixer may be of code it has never seen. Neither may be measured by the bench.
 */
import { writeFileSync } from 'node:fs';
import type { DocumentStore } from '../../src/core/ngram/documentStore';
import type { LineEdit } from '../../src/core/ngram/documents';
import { MIXER_WEIGHT_COUNT, Mixer } from '../../src/core/ngram/mixer';
import { StepPredictor } from '../../src/core/ngram/predictor';
import { readRepository } from './ngram/corpus';
import { type CutKind, type CutPoint, choosePoints } from './ngram/cutPoints';
import { fitConfidence } from './ngram/fitConfidence';
import { fitMixer } from './ngram/fitMixer';
import { type Below, indexRepository, withCut } from './ngram/repositoryModel';
import { searchExample, stepExamples } from './ngram/teach';

const OUTPUT = 'src/core/ngram/learnedWeights.ts';

/** The kinds of places that are learned from, and their shares. */
const PLACES: readonly { kind: CutKind; below: Below; share: number }[] = [
  { kind: 'inside', below: 'suffix', share: 0.5 },
  { kind: 'inside', below: 'nothing', share: 0.25 },
  { kind: 'lineStart', below: 'suffix', share: 0.15 },
  { kind: 'lineStart', below: 'nothing', share: 0.1 },
];

function main(): void {
  const [points = '2000', ...paths] = process.argv.slice(2);
  const divider = paths.indexOf('--');
  const count = Number(points);
  const steps = collect(paths.slice(0, divider), count, new Float32Array(MIXER_WEIGHT_COUNT), stepExamples);
  console.log(`The mixer learns from ${steps.length} steps.`);
  const mixerWeights = fitMixer(steps);
  const rounded = mixerWeights.map((weight) => Math.round(weight * SCALE) / SCALE);
  const searches = collect(paths.slice(divider + 1), count, rounded, (...at) => searchExample(...at) ?? []);
  console.log(`The confidence learns from ${searches.length} searches.`);
  writeFileSync(OUTPUT, moduleText(mixerWeights, fitConfidence(searches)));
}

function collect<T>(
  paths: readonly string[],
  count: number,
  weights: Float32Array,
  examplesAt: (store: DocumentStore, predictor: StepPredictor, point: CutPoint) => T | T[],
): T[] {
  return paths.flatMap((path) => {
    const repository = readRepository(path);
    const store = indexRepository(repository);
    const predictor = new StepPredictor(store, new Mixer(weights));
    return PLACES.flatMap(({ kind, below, share }, place) =>
      choosePoints(repository, { count: count * share, kind, seed: 7 + place }).flatMap((point) =>
        withCut(
          (edit) => edited(store, point, edit),
          point,
          { below },
          () => examplesAt(store, predictor, point),
        ),
      ),
    );
  });
}

function edited(store: DocumentStore, { file }: CutPoint, edit: LineEdit): void {
  const document = store.get(file.path);
  if (document !== undefined) store.update(document, edit);
}

const SCALE = 1000;
const WRAP = 24;

function moduleText(mixer: Float32Array, confidence: Float32Array): string {
  const numbers = [...mixer].map((weight) => Math.round(weight * SCALE));
  const rows = Array.from({ length: Math.ceil(numbers.length / WRAP) }, (_, row) =>
    numbers.slice(row * WRAP, (row + 1) * WRAP).join(' '),
  );
  const confidences = [...confidence].map((weight) => weight.toFixed(4)).join(', ');
  return `/**
 * What the workspace model has learned from public repositories. Written by test/bench/ngramFit.ts; do not edit.
 */

/** Thousandths, in the layout that \`Mixer\` describes. */
const MIXER_THOUSANDTHS = \`
${rows.join('\n')}
\`;

export const MIXER_WEIGHTS = Float32Array.from(
  MIXER_THOUSANDTHS.trim().split(/\\s+/),
  (text) => Number(text) / ${SCALE},
);

/** One weight per figure of \`describeSearch\`. */
export const CONFIDENCE_WEIGHTS: readonly number[] = [${confidences}];
`;
}

main();
