import type { ChatCommand } from '../commands';
import type { ContextKind } from '../contextKinds';

/** Next messages that are offered by rule; the server has the words. */
export type FollowUpName =
  | 'writeTests'
  | 'explainCode'
  | 'explainCause'
  | 'explainMore'
  | 'showExample'
  | 'showFix'
  | 'nextStep'
  | 'shorter'
  | 'alternatives'
  | 'edgeCases'
  | 'reviewIt'
  | 'addBody'
  | 'otherWording'
  | 'moreFormal'
  | 'whyWording';

/** What a turn was about. */
export interface FinishedTurn {
  readonly command?: ChatCommand;
  readonly context: readonly ContextKind[];
  /** The answer in Markdown, without its ending. */
  readonly answer: string;
}

/** UTF-16 units of an answer that one may want shorter. */
const LONG_ANSWER = 2_000;

const BY_COMMAND: Readonly<Record<ChatCommand, readonly FollowUpName[]>> = {
  explain: ['showExample', 'edgeCases', 'reviewIt'],
  fix: ['explainCause', 'writeTests', 'edgeCases'],
  tests: ['edgeCases', 'explainCode', 'alternatives'],
  doc: ['reviewIt', 'writeTests'],
  review: ['showFix', 'explainMore', 'writeTests'],
  commit: ['shorter', 'addBody', 'alternatives'],
  translate: ['otherWording', 'moreFormal', 'whyWording'],
  grammar: ['otherWording', 'moreFormal', 'whyWording'],
};

/** The next messages that suit a turn whose model wrote none, best first. The same turn always gets the same. */
export function followUpsByRule({ command, context, answer }: FinishedTurn): readonly FollowUpName[] {
  if (command !== undefined) return BY_COMMAND[command];
  const hasCode = /^ {0,3}(?:`{3,}|~{3,})/m.test(answer);
  const names: FollowUpName[] = [];
  if (context.includes('problems') || context.includes('terminal')) names.push('explainCause');
  if (context.includes('changes') || context.includes('commit')) names.push('reviewIt');
  if (hasCode) names.push('explainCode', 'writeTests');
  else names.push('showExample');
  if (/^\s*1[.)] /m.test(answer)) names.push('nextStep');
  names.push(answer.length > LONG_ANSWER ? 'shorter' : 'explainMore');
  return [...new Set(names)].slice(0, 3);
}
