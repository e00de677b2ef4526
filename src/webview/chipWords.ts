import type { ContextKind } from '../core/chat/contextKinds';
import type { ChatStrings } from '../protocol/chatStrings';
import type { ContextChip } from '../protocol/webview';
import { format } from './format';
import type { IconName } from './icons';

/** Each kind has an icon of its name. */
export function chipIcon(kind: ContextKind): IconName {
  return kind;
}

/** A path's last part; other labels whole. */
export function chipName({ kind, label }: Pick<ContextChip, 'kind' | 'label'>): string {
  const isPath = kind !== 'search' && kind !== 'commit' && kind !== 'terminal' && kind !== 'problems';
  return isPath ? label.slice(label.lastIndexOf('/') + 1) || label : label;
}

/** What a chip stands for, in words: kind, path, lines, tokens, what is missing of it. */
export function describeChip(chip: ContextChip, strings: ChatStrings): string {
  const { kind, label, startLine, endLine = startLine, tokens, note, problem } = chip;
  const place =
    startLine === undefined ? label : format(strings.chipLines, label, startLine, endLine ?? startLine);
  const parts = [`${strings.chipKinds[kind]}: ${place}`];
  if (problem === undefined) parts.push(format(strings.chipTokens, tokens.toLocaleString()));
  else parts.push(problem);
  if (note !== undefined) parts.push(note);
  return parts.join('\n');
}

/** A number of tokens in as few characters as a chip has room for: 640, 1.2k, 48k. */
export function shortCount(tokens: number): string {
  if (tokens < 1000) return String(tokens);
  return tokens < 9950 ? `${(tokens / 1000).toFixed(1)}k` : `${Math.round(tokens / 1000)}k`;
}
