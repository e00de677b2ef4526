import * as l10n from '@vscode/l10n';
import { throwIfAborted } from '../../util/abort';
import { chunksOf } from '../../core/chat/relevance/chunks';
import { type TermCounts, countTerms, scoreOf } from '../../core/chat/relevance/rank';
import { termsOf } from '../../core/chat/relevance/terms';
import { estimateTokens } from '../../core/model/estimateTokens';
import type { ChatContextItem, ChatContextResult } from '../../protocol/chat';
import type { EngineContext } from '../engineContext';
import { documentIdOfPath, languageIdOfPath, pathOfUri } from '../workspaceIndex/documentId';
import { readTextFile } from '../workspaceIndex/textFile';
import { walkWorkspace } from '../workspaceIndex/workspaceWalker';

/** Milliseconds that a search may take; what was found by then is given. */
const MOST_MS = 5_000;
/** Places that are remembered while searching, and given in the end. */
const MOST_CANDIDATES = 4_000;
const MOST_PLACES = 12;
const MOST_PLACES_OF_A_FILE = 3;
/** Tokens of all places together. */
const MOST_TOKENS = 6_000;
/** UTF-16 units that a term has on average, for the length of files that are not cut into terms. */
const UNITS_PER_TERM = 7;

type Services = Pick<EngineContext, 'workspace' | 'findExclusion' | 'documents' | 'slices' | 'clock'>;

interface Place {
  readonly uri: string;
  readonly label: string;
  /** Lines counted from 1. */
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  readonly terms: TermCounts;
}

/**
 * The places of the workspace that say most about some words (BM25 over pieces of files). Every search reads the files
 * anew, in slices and for a few seconds at most: there is no index to be built or to be out of date.
 */
export async function searchWorkspace(
  services: Services,
  query: string,
  signal: AbortSignal,
): Promise<ChatContextResult> {
  const search = new Search(services, new Set(termsOf(query)));
  if (search.isEmpty) return { items: [], note: l10n.t('There is no word in it to search for.') };
  await search.run(signal);
  const items = search.best().map(toItem);
  const notes = [
    ...(items.length === 0 ? [l10n.t('Nothing in the workspace says anything about it.')] : []),
    ...(search.isCut
      ? [
          l10n.t(
            'The search was ended after {0} seconds; the rest of the workspace was not looked at.',
            MOST_MS / 1_000,
          ),
        ]
      : []),
  ];
  return { items, ...(notes.length > 0 && { note: notes.join(' ') }) };
}

class Search {
  isCut = false;
  #places: Place[] = [];
  #documents = 0;
  #length = 0;
  readonly #frequencies = new Map<string, number>();

  constructor(
    private readonly services: Services,
    private readonly terms: ReadonlySet<string>,
  ) {}

  get isEmpty(): boolean {
    return this.terms.size === 0;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { workspace, findExclusion, slices, clock } = this.services;
    const roots = workspace.folders().flatMap((folder) => pathOfUri(folder) ?? []);
    const end = clock.now() + MOST_MS;
    for await (const { path } of walkWorkspace({ roots, onSkip() {} }, signal)) {
      throwIfAborted(signal);
      if (clock.now() > end) {
        this.isCut = true;
        return;
      }
      const uri = documentIdOfPath(path);
      if (await findExclusion(uri)) continue;
      const text = await this.#textOf(uri, path);
      await slices.breathe(signal);
      if (text !== undefined) this.#add(uri, workspace.relativePath(uri), text);
    }
  }

  /** The places that score highest, a few of each file, in the order of their score. */
  best(): readonly Place[] {
    const scored = this.#scored();
    const perFile = new Map<string, number>();
    const best: Place[] = [];
    let tokens = 0;
    for (const { place } of scored) {
      const count = perFile.get(place.uri) ?? 0;
      if (count >= MOST_PLACES_OF_A_FILE) continue;
      tokens += estimateTokens(place.text);
      if (tokens > MOST_TOKENS || best.length >= MOST_PLACES) break;
      perFile.set(place.uri, count + 1);
      best.push(place);
    }
    return best;
  }

  /** The editor's text of a document counts, not the disk's. */
  async #textOf(uri: string, path: string): Promise<string | undefined> {
    const document = this.services.documents.get(uri);
    if (document) return document.getText();
    const file = await readTextFile(path);
    return 'skipped' in file ? undefined : file.text;
  }

  #add(uri: string, label: string, text: string): void {
    const lower = `${label}\n${text}`.toLowerCase();
    const mayHold = [...this.terms].some((term) => lower.includes(term));
    const chunks = mayHold ? chunksOf(text.replace(/\r\n?/g, '\n')) : [];
    if (!mayHold) {
      this.#documents += 1;
      this.#length += text.length / UNITS_PER_TERM;
    }
    for (const chunk of chunks) {
      const terms = countTerms(`${label}\n${chunk.text}`, this.terms);
      this.#documents += 1;
      this.#length += terms.length;
      if (terms.counts.size === 0) continue;
      for (const term of terms.counts.keys())
        this.#frequencies.set(term, (this.#frequencies.get(term) ?? 0) + 1);
      const [startLine, endLine] = [chunk.start + 1, chunk.end + 1];
      this.#places.push({ uri, label, startLine, endLine, text: chunk.text, terms });
    }
    if (this.#places.length > MOST_CANDIDATES)
      this.#places = this.#scored()
        .slice(0, MOST_CANDIDATES / 2)
        .map(({ place }) => place);
  }

  #scored(): readonly { readonly place: Place; readonly score: number }[] {
    const collection = {
      documents: this.#documents,
      meanLength: this.#length / Math.max(1, this.#documents),
      frequencies: this.#frequencies,
    };
    return this.#places
      .map((place) => ({ place, score: scoreOf(place.terms, collection) }))
      .sort((a, b) => b.score - a.score || (a.place.label < b.place.label ? -1 : 1));
  }
}

function toItem({ uri, label, startLine, endLine, text }: Place): ChatContextItem {
  return {
    kind: 'search',
    label,
    languageId: languageIdOfPath(label),
    startLine,
    endLine,
    text,
    files: [uri],
  };
}
