import { isSecretFileName } from '../../core/privacy/secretFiles';

/** Why a file of the workspace is not in the workspace model. The summary in the log counts them by these words. */
export type SkipReason =
  | 'ignored by .gitignore'
  | 'excluded by an ignore file for models'
  | 'dependency or tool folder'
  | 'symbolic link'
  | 'binary'
  | 'data'
  | 'generated'
  | 'may hold secrets'
  | 'too large'
  | 'lines too long'
  | 'not readable'
  | 'vanished'
  | 'nested too deep'
  | 'walk cut short at the file limit'
  | 'over the memory limit';

/** Folders of version control, installed packages and tools, which nobody in the workspace writes by hand. */
const SKIPPED_FOLDERS = new Set(
  `.git .hg .svn .jj .bzr CVS _darcs
  node_modules bower_components jspm_packages .yarn .pnpm-store .npm site-packages __pycache__ .venv venv .tox .nox
  .eggs .mypy_cache .pytest_cache .ruff_cache .ipynb_checkpoints .gradle .m2 .cargo .rustup .bundle Pods DerivedData
  .dart_tool .pub-cache .stack-work .terraform .serverless .next .nuxt .svelte-kit .turbo .parcel-cache .angular
  .cache .nyc_output .idea .vs
  .ssh .gnupg .aws .azure .kube .docker`.split(/\s+/),
);

const BINARY_EXTENSIONS = `png jpg jpeg gif bmp ico icns webp avif tif tiff psd ai eps heic
  mp3 mp4 m4a wav ogg flac avi mov mkv webm wasm ttf otf woff woff2 eot
  zip gz tgz bz2 xz zst 7z rar tar jar war ear whl egg gem crate nupkg vsix apk ipa dmg iso deb rpm
  exe dll so dylib a o obj lib pdb class pyc pyo pyd node elf bin dat db sqlite sqlite3 mdb
  pdf doc docx xls xlsx ppt pptx odt ods gguf safetensors onnx pt pth npy npz pkl parquet arrow h5 tfrecord`;
const DATA_EXTENSIONS = `log csv tsv jsonl ndjson svg geojson ipynb pcap dump out lst patch diff`;
const GENERATED_EXTENSIONS = `map min.js min.css min.mjs bundle.js lock snap tsbuildinfo`;

const REASON_OF_EXTENSION = new Map<string, SkipReason>([
  ...extensions(BINARY_EXTENSIONS, 'binary'),
  ...extensions(DATA_EXTENSIONS, 'data'),
  ...extensions(GENERATED_EXTENSIONS, 'generated'),
]);

const GENERATED_NAMES = new Set(
  `package-lock.json npm-shrinkwrap.json pnpm-lock.yaml bun.lockb go.sum`.split(/\s+/),
);

/** Whether what has this name is left out with all that is in it, whatever `.gitignore` says. */
export function isSkippedFolder(name: string): boolean {
  return SKIPPED_FOLDERS.has(name);
}

/** Why a file of this name is left out without a look at it; undefined when it may hold source text. */
export function skipReasonOfName(name: string): SkipReason | undefined {
  // What such a file holds must neither be offered in another file nor be written to the cache.
  if (isSecretFileName(name)) return 'may hold secrets';
  if (GENERATED_NAMES.has(name)) return 'generated';
  const lowerCase = name.toLowerCase();
  for (let dot = lowerCase.indexOf('.'); dot >= 0; dot = lowerCase.indexOf('.', dot + 1)) {
    const reason = REASON_OF_EXTENSION.get(lowerCase.slice(dot + 1));
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function extensions(list: string, reason: SkipReason): [string, SkipReason][] {
  return list.split(/\s+/).map((extension) => [extension, reason]);
}
