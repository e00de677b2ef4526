import { isAbortError, throwIfAborted } from '../../util/abort';
import type { Clock, Timer } from '../../util/clock';
import type { Logger } from '../../util/logger';
import { ModelError } from '../model/errors';
import type { ContextPiece, ModelIdentity } from '../model/languageModel';
import { type GatedModel, GateRefusal, MONTHLY_LIMIT_RULE } from '../privacy/gate';
import { boundaryAtOrBefore } from '../text/boundaries';
import { AnswersInFlight, type StartedAnswer } from './answersInFlight';
import { CANDIDATE_TEMPERATURE, CandidateRequests } from './candidateRequests';
import type { CompletionOutcome, InlineCompletionRequest } from './completionTypes';
import type { ContextRequest } from './context/completionContext';
import { type InsertionPlace, describePlace } from './insertionPlace';
import { type Asked, contextRequest, modelRequest, openWindow, withSelectedItem } from './modelQuestion';
import { postprocess } from './postprocess';
import { present, presentAll } from './present';
import type { CompletionReason } from './reasons';
import { type Answer, AnswerReader, streamAnswer } from './streamAnswer';
import { type Insertion, SuggestionCache, type SuggestionPlace } from './suggestionCache';
import type { FindSyntaxParser } from './syntax/syntaxParser';
import { type AskingSettings, findReasonNotToAsk, findReasonToSpareModel } from './triggerRules';
import { AskingPace } from './whenToAsk/askingPace';
import type { TextChange } from './whenToAsk/textChange';
import { ASKING_POLICIES } from './whenToAsk/eagerness';

/**
 * How long (ms) the suggestion that a person asked for by hand waits for further candidates, where none is shown yet: on
 * a fast server all are there by then, and on a slow one they see the first.
 */
const LONGEST_WAIT_FOR_CANDIDATES_MS = 1_000;

/** What the completion path needs of its host. */
export interface CompletionPorts {
  /** The model for completions, or undefined when none is connected. */
  readonly model: () => Promise<GatedModel | undefined>;
  readonly settings: (languageId: string) => AskingSettings;
  /** Pieces of other files for a cursor, see `CompletionContext`, none of them of an excluded file. */
  readonly context: (request: ContextRequest) => Promise<readonly ContextPiece[]> | readonly ContextPiece[];
  /** The parser of a language; left out where none is to be used. */
  readonly parser?: FindSyntaxParser;
  /** Whether a request made by hand is to bring further candidates, each a request to the model. */
  readonly offersCandidates?: boolean;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly logger: Logger;
}

export interface CompletionEngine {
  /**
   * Answers one request. Expected failures are outcomes, not errors.
   * @param signal aborting it closes the model's socket
   */
  complete(request: InlineCompletionRequest, signal: AbortSignal): Promise<CompletionOutcome>;
  /**
   * Learns the person's rhythm. To be called with every edit of an open document, in order.
   * @returns whether the edit accepts the suggestion that was shown last, so that the next one can be fetched ahead
   */
  edited(edit: TextChange): boolean;
}

/** Makes the completion path: trigger rules, window, cache, model, early stop, post-processing, visibility. */
export function createCompletionEngine(ports: CompletionPorts): CompletionEngine {
  const memory: Memory = {
    cache: new SuggestionCache(),
    flights: new AnswersInFlight(ports.timer),
    pace: new AskingPace(ports),
    candidateRequests: new CandidateRequests(),
  };
  return {
    edited: (edit) => memory.pace.edited(edit),
    async complete(request, signal) {
      const started = ports.clock.now();
      const outcome = await complete({ ...ports, ...memory }, atWholeCharacter(request), signal);
      const result = outcome.kind === 'suggestion' ? 'suggestion' : outcome.reason;
      ports.logger.debug(`completion: ${result} after ${Math.round(ports.clock.now() - started)} ms`);
      return outcome;
    },
  };
}

async function complete(
  ports: CompletionPorts & Memory,
  request: InlineCompletionRequest,
  signal: AbortSignal,
): Promise<CompletionOutcome> {
  const settings = ports.settings(request.document.languageId);
  const reason = findReasonNotToAsk(request, settings);
  if (reason) return { kind: 'none', reason };
  const model = await ports.model();
  if (signal.aborted) return { kind: 'none', reason: 'cancelled' };
  if (!model) return { kind: 'none', reason: 'noModel' };
  const window = openWindow(request, model.contextTokens);
  if (window.prefix.trim() === '' && window.suffix.trim() === '')
    return { kind: 'none', reason: 'nothingToGoOn' };
  const effective = withSelectedItem(window, request);
  const asked: Asked = { window, effective, request, settings, model: model.identity };
  const known = findKnown(asked, ports);
  const first = known === undefined ? await askOrExplain(asked, model, ports, signal) : recall(known, asked);
  const wantsMore =
    ports.offersCandidates === true && request.trigger === 'invoked' && first.kind === 'suggestion';
  const outcome = wantsMore ? await withCandidates(asked, model, ports, known !== undefined, signal) : first;
  if (outcome.kind === 'suggestion') ports.pace.showed(request.document.uri, outcome.items[0]);
  return outcome;
}

/** What is known of a place without a request: what is left of a suggestion, or that there was none a moment ago. */
function findKnown(asked: Asked, { cache, clock }: Memory & Pick<CompletionPorts, 'clock'>) {
  const place = suggestionPlace(asked);
  const isInvoked = asked.request.trigger === 'invoked';
  return cache.find(place) ?? (isInvoked ? undefined : cache.findEmpty(place, clock.now()));
}

function recall(known: Insertion | CompletionReason, asked: Asked): CompletionOutcome {
  return { ...present(known, asked), isRemembered: true };
}

/**
 * What is offered to who asks by hand: the suggestion and further candidates, all in one answer. VS Code asks by hand
 * once for a place and then goes through the items that it got, so that none can follow later.
 */
async function withCandidates(
  asked: Asked,
  model: GatedModel,
  ports: CompletionPorts & Memory,
  isShown: boolean,
  signal: AbortSignal,
): Promise<CompletionOutcome> {
  const tooLate = new AbortController();
  const stopTimer = isShown
    ? undefined
    : ports.timer.schedule(LONGEST_WAIT_FOR_CANDIDATES_MS, () => tooLate.abort());
  try {
    await askForCandidates(asked, model, ports, AbortSignal.any([signal, tooLate.signal]));
  } catch (error) {
    // What is known stays on offer; errors that nobody expected are thrown on.
    explainFailure(error, model.identity);
  } finally {
    stopTimer?.();
  }
  if (signal.aborted) return { kind: 'none', reason: 'cancelled', model: model.identity };
  return presentAll(ports.cache.findAll(suggestionPlace(asked)), asked);
}

/** Asks for the further candidates of a place that are not known yet, one after the other, and remembers them. */
async function askForCandidates(
  asked: Asked,
  model: GatedModel,
  ports: CompletionPorts & Memory,
  signal: AbortSignal,
): Promise<void> {
  const place = suggestionPlace(asked);
  const freely = { ...asked, temperature: CANDIDATE_TEMPERATURE };
  const start = (flightSignal: AbortSignal) => startAnswer(freely, model, ports, flightSignal);
  while (ports.candidateRequests.areWanted(place)) {
    await ports.flights.joinOrStart(place, start).wait(signal);
    ports.candidateRequests.answered(place);
  }
}

async function askOrExplain(
  asked: Asked,
  model: GatedModel,
  ports: CompletionPorts & Memory,
  signal: AbortSignal,
): Promise<CompletionOutcome> {
  if (asked.request.trigger === 'automatic' && model.restMs() > 0)
    return { kind: 'none', reason: 'serverResting', model: model.identity };
  try {
    return await ask(asked, model, ports, signal);
  } catch (error) {
    const { uri } = asked.request.document;
    if (isAbortError(error) && ports.pace.isComposing(uri)) return { kind: 'none', reason: 'composing' };
    return explainFailure(error, model.identity);
  }
}

/** The request with its cursor before the character that it would split. */
function atWholeCharacter(request: InlineCompletionRequest): InlineCompletionRequest {
  return { ...request, offset: boundaryAtOrBefore(request.document.getText(), request.offset) };
}

/** What the path remembers between requests. */
interface Memory {
  readonly cache: SuggestionCache;
  readonly flights: AnswersInFlight<Insertion | CompletionReason>;
  readonly pace: AskingPace;
  readonly candidateRequests: CandidateRequests;
}

/** Waits for the document's answer on its way when it fits, and asks the model when it does not or turns out not to. */
async function ask(
  asked: Asked,
  model: GatedModel,
  memory: Memory & Pick<CompletionPorts, 'context' | 'parser' | 'clock'>,
  signal: AbortSignal,
): Promise<CompletionOutcome> {
  const place = suggestionPlace(asked);
  if (!memory.flights.join(place)) {
    const reason = findReasonToSpareModel(asked.request, asked.effective, asked.settings);
    if (reason) return { kind: 'none', reason };
    await memory.pace.wait(
      asked.request,
      model.identity.id,
      ASKING_POLICIES[asked.settings.eagerness],
      signal,
    );
    const known = findKnown(asked, memory);
    if (known !== undefined) return recall(known, asked);
  }
  const start = (flightSignal: AbortSignal) => startAnswer(asked, model, memory, flightSignal);
  const flight = memory.flights.joinOrStart(place, start);
  if (flight.place === place) return present(await flight.wait(signal), asked);
  try {
    await flight.wait(signal);
  } catch (error) {
    if (signal.aborted || !isAbortError(error)) throw error;
  }
  throwIfAborted(signal);
  const remainder = memory.cache.find(place);
  if (remainder) return present(remainder, asked);
  return present(await memory.flights.joinOrStart(place, start).wait(signal), asked);
}

function startAnswer(
  asked: Asked,
  model: GatedModel,
  { cache, context, parser, pace, clock }: Memory & Pick<CompletionPorts, 'context' | 'parser' | 'clock'>,
  signal: AbortSignal,
): StartedAnswer<Insertion | CompletionReason> {
  const started = clock.now();
  const { languageId } = asked.request.document;
  const place = describePlace(asked.effective, languageId, parser?.(languageId));
  const progress = new AnswerReader(place);
  const pieces = context(contextRequest(asked, model.contextTokens));
  const read = async () => {
    const extra = await pieces;
    throwIfAborted(signal);
    const answer = await streamAnswer(
      model,
      { ...modelRequest(asked, place), extra, files: filesOf(asked, extra) },
      progress,
      signal,
    );
    const found = digest(answer, place);
    if (typeof found === 'string') cache.addEmpty(suggestionPlace(asked), found, clock.now());
    else cache.add({ ...suggestionPlace(asked), ...found });
    return found;
  };
  const result = read();
  const tookMs = () => clock.now() - started;
  result.then(
    () => pace.latency.answered(model.identity.id, tookMs()),
    () => {
      if (signal.aborted) pace.latency.gaveUp(model.identity.id, tookMs());
    },
  );
  return { progress, result };
}

/** The files whose text is in a request, by their URIs. */
function filesOf({ request }: Asked, extra: readonly ContextPiece[]): string[] {
  return [request.document.uri, ...extra.flatMap(({ uri }) => uri ?? [])];
}

function suggestionPlace({ effective, request, model }: Asked): SuggestionPlace {
  return { uri: request.document.uri, window: effective, model };
}

/** What of an answer is to be inserted, or the reason why nothing is. */
function digest(answer: Answer, place: InsertionPlace): Insertion | CompletionReason {
  if (answer.end === 'unsure' && answer.text.trim() === '') return 'notSureEnough';
  const whole = withoutCutLine(answer);
  if (whole === '' && answer.text !== '') return 'answerCutOff';
  const { reason, ...insertion } = postprocess(whole, place);
  return reason ?? insertion;
}

function withoutCutLine({ text, end }: Answer): string {
  return end === 'length' ? text.slice(0, text.lastIndexOf('\n') + 1) : text;
}

function explainFailure(error: unknown, model: ModelIdentity): CompletionOutcome {
  if (isAbortError(error)) return { kind: 'none', reason: 'cancelled', model };
  if (error instanceof GateRefusal) {
    const reason = error.rule === MONTHLY_LIMIT_RULE ? 'limitReached' : 'refused';
    return { kind: 'none', reason, model, error };
  }
  if (ModelError.is(error)) return { kind: 'none', reason: 'modelFailed', model, error };
  throw error;
}
