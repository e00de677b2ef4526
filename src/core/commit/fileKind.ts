import { baseName } from './change';

/** What a file is for, judged by its path alone. It decides how much of its change a message can be about. */
export type FileKind =
  | 'source'
  | 'test'
  | 'docs'
  | 'ci'
  | 'build'
  | 'config'
  | 'manifest'
  | 'lock'
  | 'generated'
  | 'vendored'
  | 'data';

/** The first that matches decides. Paths are lower-cased before. */
const KINDS: readonly (readonly [FileKind, RegExp])[] = [
  [
    'lock',
    /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|cargo\.lock|go\.sum|poetry\.lock|uv\.lock|pdm\.lock|pipfile\.lock|gemfile\.lock|composer\.lock|mix\.lock|pubspec\.lock|packages\.lock\.json|flake\.lock|podfile\.lock|package\.resolved|gradle\.lockfile|conan\.lock)$/,
  ],
  ['vendored', /(^|\/)(node_modules|vendor|vendored|third[_-]?party|external|bower_components|\.yarn)\//],
  [
    'generated',
    /(\.min\.(js|css|mjs)|\.map|\.snap|\.pb\.(go|h|cc|swift)|_pb2(_grpc)?\.pyi?|\.g\.(dart|cs)|\.designer\.cs|\.generated\.\w+|\.bundle\.js|-lock\.json)$|(^|\/)(dist|out|__snapshots__|__generated__|generated)\//,
  ],
  [
    'ci',
    /(^|\/)(\.github\/(workflows|actions)\/|\.gitlab-ci|\.circleci\/|\.travis\.yml|azure-pipelines|jenkinsfile|\.buildkite\/|\.ci\/)/,
  ],
  [
    'manifest',
    /(^|\/)(package\.json|lerna\.json|cargo\.toml|go\.mod|pyproject\.toml|requirements[\w.-]*\.txt|setup\.(py|cfg)|pipfile|gemfile|composer\.json|mix\.exs|pubspec\.yaml|pom\.xml|podfile|package\.swift|directory\.packages\.props|libs\.versions\.toml)$/,
  ],
  [
    'test',
    /(^|\/)(tests?|__tests__|specs?|testdata|fixtures|e2e|testing)\/|(^|\/)(test_[^/]*|conftest)\.\w+$|[._-](test|tests|spec)(-d)?\.\w+$|_test\.\w+$|tests?\.(java|kt|cs|swift|scala)$/,
  ],
  [
    'build',
    /(^|\/)(makefile|gnumakefile|cmakelists\.txt|dockerfile[^/]*|containerfile|build\.gradle(\.kts)?|settings\.gradle(\.kts)?|meson\.build|build\.rs|justfile|taskfile\.yml|configure\.ac|build\.bazel|workspace|rakefile|(webpack|rollup|vite|esbuild|babel|tsup|gulpfile|gruntfile)[\w.]*)$|\.(cmake|mk|am|bazel|nix|csproj|vcxproj|sln)$/,
  ],
  [
    'docs',
    /\.(md|mdx|rst|adoc|asciidoc|txt|pod|texi|1|8)$|(^|\/)(docs?|documentation|man)\/|(^|\/)(readme|changelog|changes|contributing|license|licence|copying|authors|notice|news|todo)[^/]*$/,
  ],
  [
    'config',
    /(^|\/)\.[^/]+$|(^|\/)\.(vscode|idea|config|husky|devcontainer)\/|\.(ini|cfg|conf|toml|ya?ml|properties|env|editorconfig)$|(^|\/)(tsconfig|jsconfig|eslint|prettier|jest|vitest|renovate|biome)[\w.]*$/,
  ],
  [
    'data',
    /\.(json|jsonl|csv|tsv|xml|svg|sql|po|pot|lang|xlf|strings|geojson|parquet|png|jpe?g|gif|ico|webp|pdf|woff2?|ttf)$/,
  ],
];

export function fileKind(path: string): FileKind {
  const lower = path.toLowerCase();
  return KINDS.find(([, pattern]) => pattern.test(lower))?.[0] ?? 'source';
}

/** Files of which only the statistics say anything: nobody writes a message from their lines. */
export function isSummarisedKind(kind: FileKind): boolean {
  return kind === 'lock' || kind === 'generated' || kind === 'vendored';
}

/** A file's name without folders and the last extension; what people call it in a message. */
export function stem(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
