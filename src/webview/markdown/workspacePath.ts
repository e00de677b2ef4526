export interface WorkspacePath {
  /** Relative to a workspace folder, with `/` between its parts. */
  readonly path: string;
  /** Counted from 1. */
  readonly line?: number;
}

/** Endings of files that are named without their folder. `node.js` and the like are names of something else. */
const KNOWN_ENDINGS =
  /\.(?:[cm]?[jt]sx?|json[c5]?|py|pyi|rs|go|java|kt|kts|swift|rb|php|cs|fs|c|cc|cpp|cxx|h|hh|hpp|m|mm|lua|sh|ps1|sql|css|scss|less|html?|vue|svelte|md|mdx|toml|ya?ml|ini|xml|txt|csv|proto|gradle|tf|dart|ex|exs|erl|hs|ml|scala|clj|zig|nim|ipynb)$/i;
const NAMES_OF_LIBRARIES =
  /^(?:node|deno|vue|next|nuxt|three|d3|express|react|angular|ember|backbone|chart|moment|p5|socket|alpine|solid|discord|ethers|web3)\.(?:js|io)$/i;
const FILES_WITHOUT_ENDING = /(?:^|\/)(?:Makefile|Dockerfile|LICENSE|Gemfile|Rakefile|Procfile|Jenkinsfile)$/;
/** One part of a path: no separators, no characters that a shell or an address would give a meaning. */
const PART = /^[\p{L}\p{N}_.@+\-()[\]]+$/u;
const POSITION = /(?::(\d{1,7})(?::\d{1,5})?|#L(\d{1,7})(?:-L?\d{1,7})?)$/;

/**
 * Reads code in running text that names a file of the workspace: `src/app.ts`, `app.ts:12`, `Makefile`. Undefined for
 * everything else, also for paths that leave the workspace or name a machine.
 */
export function parseWorkspacePath(text: string): WorkspacePath | undefined {
  if (text.length > 260) return undefined;
  const position = POSITION.exec(text);
  const written = position ? text.slice(0, position.index) : text;
  const path = written.replace(/^\.[/\\]/, '').replaceAll('\\', '/');
  const parts = path.split('/');
  if (!parts.every((part) => PART.test(part) && !/^\.{1,2}$/.test(part))) return undefined;
  const name = parts.at(-1) ?? '';
  const isFile =
    parts.length > 1
      ? /[^.]\.[\p{L}\p{N}]{1,10}$/u.test(name) || name.startsWith('.') || FILES_WITHOUT_ENDING.test(path)
      : (KNOWN_ENDINGS.test(name) && /^[^.]/.test(name) && !NAMES_OF_LIBRARIES.test(name)) ||
        FILES_WITHOUT_ENDING.test(name);
  if (!isFile) return undefined;
  const line = Number(position?.[1] ?? position?.[2]);
  return Number.isInteger(line) && line > 0 ? { path, line } : { path };
}
