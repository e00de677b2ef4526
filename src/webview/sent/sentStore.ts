import { batch, computed, signal } from '@preact/signals';
import type { SentEntryData } from '../../protocol/engine';
import type { FromSentPage, SentFilter, SentStrings, ToSentPage } from '../../protocol/sentPage';

/** What the page keeps while it is hidden. */
export interface KeptState {
  readonly filter: SentFilter;
}

/** The host as far as the store needs it. */
export interface SentHost {
  /** A {@link KeptState}, or anything. */
  readonly kept: object;
  post(message: FromSentPage): void;
  keep(state: KeptState): void;
}

/** What an asked list is for: in place of all, news at the top, or more at the end. */
type Purpose = 'replace' | 'news' | 'older';

/** The state of the page. It holds entries without bodies, and one that is shown, complete. */
export class SentStore {
  readonly strings = signal<SentStrings | undefined>(undefined);
  readonly language = signal('en');
  readonly filter = signal<SentFilter>({ query: '' });
  /** Newest first. */
  readonly entries = signal<readonly SentEntryData[]>([]);
  readonly hasMore = signal(false);
  readonly isLoaded = signal(false);
  /** The row that the keys move. */
  readonly activeId = signal<string | undefined>(undefined);
  /** The entry whose details are shown: undefined for none, `null` while it is fetched or when it is gone. */
  readonly openId = signal<string | undefined>(undefined);
  readonly open = signal<SentEntryData | null | undefined>(undefined);
  readonly problem = signal('');
  /** Raised to move the focus to the search box, or back to the list. */
  readonly searchFocus = signal(0);
  readonly listFocus = signal(0);
  readonly activeIndex = computed(() => this.entries.value.findIndex(({ id }) => id === this.activeId.value));
  #ask = 0;
  #pending: { readonly ask: number; readonly purpose: Purpose } | undefined;
  #isStale = false;

  constructor(private readonly host: SentHost) {
    const { filter } = host.kept as Partial<KeptState>;
    if (typeof filter?.query === 'string') this.filter.value = filter;
  }

  apply(message: ToSentPage): void {
    switch (message.type) {
      case 'strings':
        this.strings.value = message.strings;
        this.language.value = message.language;
        this.#list('replace');
        return;
      case 'entries':
        this.#take(message);
        return;
      case 'entry':
        if (message.id === this.openId.value) this.open.value = message.entry;
        return;
      case 'changed':
        this.#refresh();
        return;
      case 'cleared':
        this.closeDetails();
        this.#list('replace');
        return;
      case 'failed':
        this.problem.value = message.message;
        this.#pending = undefined;
    }
  }

  setFilter(filter: SentFilter): void {
    this.filter.value = filter;
    this.host.keep({ filter: this.filter.value });
    this.#list('replace');
  }

  /** Asks for what is older than the last row, once at a time. */
  loadOlder(): void {
    if (this.hasMore.value && !this.#pending) this.#list('older');
  }

  moveTo(index: number): void {
    const entries = this.entries.value;
    const at = Math.min(Math.max(index, 0), entries.length - 1);
    this.activeId.value = entries[at]?.id;
  }

  openDetails(id: string | undefined): void {
    if (id === undefined) return;
    batch(() => {
      this.activeId.value = id;
      if (this.openId.value !== id) this.open.value = undefined;
      this.openId.value = id;
    });
    this.host.post({ type: 'get', id });
  }

  closeDetails(): void {
    batch(() => {
      this.openId.value = undefined;
      this.open.value = undefined;
      this.listFocus.value++;
    });
  }

  copy(text: string): void {
    this.host.post({ type: 'copy', text });
  }

  clear(): void {
    this.host.post({ type: 'clear' });
  }

  #refresh(): void {
    // One look at a time; what changes meanwhile is looked at after it.
    if (this.#pending) this.#isStale = true;
    else this.#list('news');
    const open = this.open.value;
    if (open && open.outcome === undefined) this.host.post({ type: 'get', id: open.id });
  }

  #list(purpose: Purpose): void {
    const ask = ++this.#ask;
    this.#pending = { ask, purpose };
    const before = purpose === 'older' ? this.entries.value.at(-1)?.id : undefined;
    this.host.post({ type: 'list', ask, filter: this.filter.value, ...(before !== undefined && { before }) });
  }

  #take({ ask, entries, more }: Extract<ToSentPage, { type: 'entries' }>): void {
    if (this.#pending?.ask !== ask) return;
    const { purpose } = this.#pending;
    this.#pending = undefined;
    const known = this.entries.value;
    batch(() => {
      const merged = purpose === 'news' ? withNews(known, entries) : undefined;
      if (purpose === 'older') this.entries.value = [...known, ...entries];
      else this.entries.value = merged ?? entries;
      if (!merged) this.hasMore.value = more;
      this.problem.value = '';
      this.isLoaded.value = true;
    });
    if (!this.#isStale) return;
    this.#isStale = false;
    this.#refresh();
  }
}

/** The newest entries put on top of the known ones; undefined where there is a gap between them. */
function withNews(
  known: readonly SentEntryData[],
  newest: readonly SentEntryData[],
): readonly SentEntryData[] | undefined {
  const last = newest.at(-1);
  const at = known.findIndex(({ id }) => id === last?.id);
  return at === -1 ? undefined : [...newest, ...known.slice(at + 1)];
}
