import { type Layout, type Pair, pairsIn } from './layout';
import { similarityOf, wordsOf } from './similarLines';

const KEYWORD_HEAD =
  /^(?:if|for|while|elif|else|case|switch|expect|assert|when|with|catch|import|from|use|using)\b/;

/**
 * Whether a line is another version of one of the file, rather than a further one beside it that looks alike. Asked at the
 * edges of what a block shows, where the two cannot be told by what comes next.
 */
export function isOtherVersion({ block, file }: Layout, { block: line, file: other }: Pair): boolean {
  if (block.keys[line] === file.keys[other]) return true;
  const declared = block.declarations[line];
  const declares = file.declarations[other];
  if (declared && declares) return declared.name === declares.name;
  const [text, own] = [(block.lines[line] ?? '').trim(), (file.lines[other] ?? '').trim()];
  const [words, ownWords] = [wordsOf(text), wordsOf(own)];
  const isPart = isSubset(words, ownWords) || isSubset(ownWords, words);
  if (isPart && words.find(isName) === ownWords.find(isName)) return words.some(isName);
  const [, head = '', sign = ''] = /^(.*?)\s*(=(?!=)|:|\()/.exec(text) ?? [];
  if (head === '' || !own.startsWith(head) || KEYWORD_HEAD.test(head))
    return similarityOf(words, ownWords) >= 0.8;
  return sign !== '(' || similarityOf(words, ownWords) >= 0.7;
}

function isName(word: string): boolean {
  return /[\p{L}_$]/u.test(word);
}

function isSubset(words: readonly string[], of: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const word of of) counts.set(word, (counts.get(word) ?? 0) + 1);
  return words.every((word) => {
    const count = counts.get(word) ?? 0;
    counts.set(word, count - 1);
    return count > 0 || !/[\p{L}\p{N}]/u.test(word);
  });
}

/** Takes back matches at the edges of segments that may be further lines beside those of the file. */
export function dropDoubtfulEdges(layout: Layout): void {
  for (const segment of layout.segments) {
    for (const pairs of [pairsIn(layout, segment), [...pairsIn(layout, segment)].reverse()]) {
      for (const pair of pairs) {
        if (isOtherVersion(layout, pair)) break;
        layout.matches[pair.block] = -1;
      }
    }
  }
}
