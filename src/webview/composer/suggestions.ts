import { computed, signal } from '@preact/signals';
import type { ChatStrings } from '../../protocol/chatStrings';
import type { ContextCandidate, SlashCommand } from '../../protocol/webview';
import type { Host } from '../host';
import type { IconName } from '../icons';
import { chipIcon } from '../chipWords';
import { findTrigger, type Trigger } from './trigger';

/** One line of the list above the message box. */
export interface Suggestion {
  readonly id: string;
  readonly icon: IconName;
  readonly label: string;
  readonly detail: string;
  /** What the message box holds once it is taken, and where the caret stands then. */
  readonly take: (text: string, caret: number) => Edited;
}

export interface Edited {
  readonly text: string;
  readonly caret: number;
}

/** What is suggested for what is being typed: context after `#`, commands after `/`. */
export class Suggestions {
  readonly #trigger = signal<Trigger | undefined>(undefined);
  readonly #found = signal<{ readonly query: string; readonly candidates: readonly ContextCandidate[] }>({
    query: '',
    candidates: [],
  });
  readonly commands = signal<readonly SlashCommand[]>([]);
  readonly active = signal(0);
  /** A trigger that the person has closed the list for. */
  #closed: number | undefined;

  constructor(
    private readonly host: Host,
    private readonly strings: () => ChatStrings | undefined,
  ) {}

  readonly kind = computed(() => this.#trigger.value?.kind);
  readonly query = computed(() => this.#trigger.value?.query ?? '');
  readonly items = computed<readonly Suggestion[]>(() => {
    const trigger = this.#trigger.value;
    const strings = this.strings();
    if (!trigger || !strings) return [];
    return trigger.kind === 'command'
      ? matchCommands(this.commands.value, trigger.query).map((command) =>
          commandSuggestion(command, strings),
        )
      : this.#contextItems(trigger, strings);
  });

  /** Looks at what is typed. */
  update(text: string, caret: number): void {
    const before = this.#trigger.peek();
    const trigger = findTrigger(text, caret);
    if (trigger?.start !== this.#closed) this.#closed = undefined;
    const shown = this.#closed === undefined ? trigger : undefined;
    if (shown?.kind === before?.kind && shown?.query === before?.query && shown?.start === before?.start)
      return;
    this.#trigger.value = shown;
    this.active.value = 0;
    if (shown?.kind === 'context') this.host.post({ type: 'findContext', query: shown.query });
  }

  /** Candidates of the host; those for words that are no longer there come too late. */
  receive(query: string, candidates: readonly ContextCandidate[]): void {
    if (query !== this.#trigger.value?.query) return;
    this.#found.value = { query, candidates };
    this.active.value = Math.min(this.active.value, Math.max(0, this.items.value.length - 1));
  }

  move(step: -1 | 1): void {
    const count = this.items.value.length;
    if (count > 0) this.active.value = (this.active.value + step + count) % count;
  }

  /** What the text becomes when an item is taken; undefined when there is no such item. */
  take(index: number, text: string): Edited | undefined {
    const trigger = this.#trigger.value;
    const item = this.items.value[index];
    if (!trigger || !item) return undefined;
    this.#trigger.value = undefined;
    return item.take(text, trigger.start + trigger.query.length + 1);
  }

  /** Closes the list until another word is begun; false when there was none. */
  close(): boolean {
    const trigger = this.#trigger.value;
    if (!trigger) return false;
    this.#closed = trigger.start;
    this.#trigger.value = undefined;
    return true;
  }

  /** True when Enter takes what is suggested, and does not send: a command that is typed to its end is sent. */
  get takesEnter(): boolean {
    const item = this.items.value[this.active.value];
    return item !== undefined && !(this.kind.value === 'command' && item.label === `/${this.query.value}`);
  }

  #contextItems(trigger: Trigger, strings: ChatStrings): readonly Suggestion[] {
    const { query, candidates } = this.#found.value;
    const picker: Suggestion = {
      id: 'picker',
      icon: 'more',
      label: strings.contextMore,
      detail: '',
      take: (text, caret) => {
        this.host.post({ type: 'pickContext' });
        return without(text, trigger.start, caret);
      },
    };
    if (query !== trigger.query) return [picker];
    const found = candidates.map((candidate): Suggestion => {
      return {
        id: candidate.id,
        icon: chipIcon(candidate.kind),
        label: candidate.label,
        detail: candidate.detail ?? '',
        take: (text, caret) => {
          this.host.post({ type: 'addContext', candidateId: candidate.id });
          return without(text, trigger.start, caret);
        },
      };
    });
    return [...found, picker];
  }
}

/** Commands whose name begins with what is typed, then those that have it elsewhere in their name. */
export function matchCommands(commands: readonly SlashCommand[], query: string): readonly SlashCommand[] {
  const wanted = query.toLowerCase();
  const rank = ({ name }: SlashCommand) => {
    const index = name.toLowerCase().indexOf(wanted);
    return index <= 0 ? index : 1;
  };
  return commands.filter((command) => rank(command) !== -1).toSorted((a, b) => rank(a) - rank(b));
}

function commandSuggestion(command: SlashCommand, strings: ChatStrings): Suggestion {
  const { name, description, argumentHint, isPromptFile } = command;
  const details = [description, argumentHint, isPromptFile ? strings.promptFile : undefined];
  return {
    id: name,
    icon: isPromptFile ? 'prompt' : 'sail',
    label: `/${name}`,
    detail: details.filter((part) => part !== undefined && part !== '').join(' · '),
    take: (text, caret) => {
      const start = `/${name} `;
      return { text: start + text.slice(caret).trimStart(), caret: start.length };
    },
  };
}

function without(text: string, start: number, end: number): Edited {
  const before = text.slice(0, start);
  const after = text.slice(end);
  // Two words are not left with two spaces between them.
  const joined = before.endsWith(' ') && after.startsWith(' ') ? after.slice(1) : after;
  return { text: before + joined, caret: before.length };
}
