import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RequestRole } from '../../core/model/languageModel';
import type { SentFilter, SentStrings } from '../../protocol/sentPage';
import { format } from '../format';
import { SentDetails } from './SentDetails';
import { SentList } from './SentList';
import type { SentStore } from './sentStore';

/** Milliseconds without a key after which a search is asked for. */
const SEARCH_DELAY_MS = 200;

const ROLES = ['completion', 'chat', 'commit', 'check'] as const;

interface PageProps {
  readonly store: SentStore;
  readonly strings: SentStrings;
}

/** The whole page. It is empty until the host has sent its words. */
export function SentPage({ store }: { readonly store: SentStore }) {
  useLayoutEffect(() => {
    // Before anything on the page has the focus, keys go to the document.
    const listener = (event: KeyboardEvent) => onKey(event, store);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, [store]);
  const strings = store.strings.value;
  if (!strings) return null;
  const isOpen = store.openId.value !== undefined;
  return (
    <main class={`sent ${isOpen ? 'has-details' : ''}`}>
      <h1 class="visually-hidden">{strings.title}</h1>
      <Toolbar store={store} strings={strings} />
      {store.problem.value !== '' && <p class="problem">{store.problem.value}</p>}
      <div class="panes">
        <div class="list-pane">
          <List store={store} strings={strings} />
        </div>
        <SentDetails store={store} strings={strings} />
      </div>
    </main>
  );
}

function List({ store, strings }: PageProps) {
  if (store.entries.value.length > 0) return <SentList store={store} strings={strings} />;
  if (!store.isLoaded.value) return <p class="note">{strings.loading}</p>;
  const { query, role, where } = store.filter.value;
  if (query !== '' || role || where) return <p class="note">{strings.nothingFound}</p>;
  return (
    <div class="empty">
      <h2>{strings.emptyTitle}</h2>
      <p>{strings.emptyBody}</p>
      <ul>
        {strings.neverSent.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

function Toolbar({ store, strings }: PageProps) {
  const { role, where } = store.filter.value;
  const count = store.entries.value.length;
  return (
    <div class="toolbar" role="search">
      <SearchBox store={store} strings={strings} />
      <select
        aria-label={strings.role}
        value={role ?? ''}
        onChange={({ currentTarget }) =>
          store.setFilter(withChoice(store.filter.value, { role: currentTarget.value as RequestRole | '' }))
        }
      >
        <option value="">{strings.allRoles}</option>
        {ROLES.map((name) => (
          <option key={name} value={name}>
            {strings.roles[name]}
          </option>
        ))}
      </select>
      <select
        aria-label={strings.where}
        value={where ?? ''}
        onChange={({ currentTarget }) =>
          store.setFilter(
            withChoice(store.filter.value, { where: currentTarget.value as 'local' | 'remote' | '' }),
          )
        }
      >
        <option value="">{strings.anywhere}</option>
        <option value="local">{strings.thisMachine}</option>
        <option value="remote">{strings.otherMachine}</option>
      </select>
      <button type="button" class="button button-secondary" onClick={() => store.clear()}>
        {strings.clear}
      </button>
      <span class="visually-hidden" role="status">
        {store.isLoaded.value && format(strings.count, store.hasMore.value ? `${count}+` : count)}
      </span>
    </div>
  );
}

function SearchBox({ store, strings }: PageProps) {
  const box = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // Within the turn of the key that asked for it: the next key is meant for the box already.
  useLayoutEffect(() => {
    if (store.searchFocus.value > 0) box.current?.select();
  }, [store.searchFocus.value]);
  return (
    <input
      ref={box}
      type="search"
      class="search"
      aria-label={strings.search}
      placeholder={strings.searchHint}
      defaultValue={store.filter.value.query}
      onInput={({ currentTarget }) => {
        clearTimeout(timer.current);
        const query = currentTarget.value;
        timer.current = setTimeout(() => store.setFilter({ ...store.filter.value, query }), SEARCH_DELAY_MS);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown') return;
        event.preventDefault();
        store.listFocus.value++;
      }}
    />
  );
}

/** What the boxes hold; the empty choice is "all". */
interface Choice {
  readonly role?: RequestRole | '';
  readonly where?: 'local' | 'remote' | '';
}

function withChoice(filter: SentFilter, choice: Choice): SentFilter {
  const { query, role, where }: Choice & { readonly query: string } = { ...filter, ...choice };
  return { query, ...(role && { role }), ...(where && { where }) };
}

function onKey(event: KeyboardEvent, store: SentStore): void {
  if (event.key === 'Escape' && store.openId.peek() !== undefined) store.closeDetails();
  else if (event.key === 'f' && (event.ctrlKey || event.metaKey)) store.searchFocus.value++;
  else return;
  event.preventDefault();
}
