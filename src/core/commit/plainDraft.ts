import { type FileChange, folderName } from './change';
import { fileKind, stem } from './fileKind';
import { type Action, type Statement, countFiles, joinNames, phrase } from './phrases';
import { type Finding, type ReadChange, readChange } from './finding';
import { PLAIN_RULES } from './plainRules';
import { type CommitStyle, TICKET, parseSubject } from './style';

export interface PlainDraftOptions {
  readonly files: readonly FileChange[];
  readonly style: CommitStyle;
  /** What the person has typed; it becomes the subject, and the body when it has several lines. */
  readonly notes: string;
  readonly branch?: string;
}

/**
 * Drafts a commit message from the diff alone, by rules, in the repository's own style. It says what was done and
 * never why: that is not in a diff.
 */
export function plainDraft({ files, style, notes, branch }: PlainDraftOptions): string {
  const change = readChange(files);
  const finding = firstFinding(change);
  const lead = subjectLead({ style, finding, files, branch });
  const [typed = '', ...typedBody] = notes.trim().split('\n');
  if (typed !== '') {
    const subject = parseSubject(typed).form === style.form ? typed : `${lead}${typed}`;
    return [subject, ...typedBody].join('\n').trimEnd();
  }
  const subject = fitSubject(change, finding, lead, style);
  const body = style.bodyShare >= 0.5 && files.length > 1 ? listFiles(change, style) : '';
  return body === '' ? subject : `${subject}\n\n${body}`;
}

/** What stands before the description in the repository's form, as the change itself speaks for it. */
export function plainLead({ files, style, branch }: Omit<PlainDraftOptions, 'notes'>): string {
  return subjectLead({ style, finding: firstFinding(readChange(files)), files, branch });
}

/** A body that says of each file what happened to its declarations. */
export function plainBody(files: readonly FileChange[], style: CommitStyle): string {
  return listFiles(readChange(files), style);
}

function firstFinding(change: ReadChange): Finding {
  for (const rule of PLAIN_RULES) {
    const finding = rule(change);
    if (finding) return finding;
  }
  throw new Error('The last rule always finds something.');
}

/** Names as many objects as the repository's subject length allows. */
function fitSubject(
  { files, leading }: ReadChange,
  finding: Finding,
  lead: string,
  style: CommitStyle,
): string {
  const period = style.endsWithPeriod ? '.' : '';
  const render = (object: string) => {
    const target = finding.target === undefined ? {} : { target: finding.target };
    const words = phrase({ action: finding.action, object, ...target }, style);
    return `${lead}${style.isCapitalised ? words : lowerFirst(words)}${period}`;
  };
  for (const most of finding.objects.length === 0 ? [] : [3, 2, 1]) {
    const subject = render(joinNames(finding.objects, most, style.language));
    if (subject.length <= style.subjectLimit) return subject;
  }
  const told = finding.objects.length === 0 ? leading : files;
  return render(countFiles(told.length, commonFolder(told), style.language));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

interface LeadOptions {
  readonly style: CommitStyle;
  readonly finding: Finding;
  readonly files: readonly FileChange[];
  readonly branch: string | undefined;
}

/** What stands before the description in the repository's form, with its separator; empty for plain subjects. */
function subjectLead(options: LeadOptions): string {
  const { style, finding } = options;
  switch (style.form) {
    case 'conventional': {
      const type =
        finding.types.find((candidate) => style.leads.includes(candidate)) ?? finding.types[0] ?? 'chore';
      const scope = conventionalScope(options);
      return scope === undefined ? `${type}: ` : `${type}(${scope}): `;
    }
    case 'gitmoji':
      return `${gitmoji(finding, style)} `;
    case 'prefix': {
      const part = partName(options);
      return part === undefined ? '' : `${part}: `;
    }
    case 'tag': {
      const part = actionTag(options) ?? partName(options);
      return part === undefined ? '' : `[${part}] `;
    }
    case 'plain':
      return '';
  }
}

/** What tags say where they say what kind of change it is and not where, `[FIX]` or `[Docs]`; in lower case. */
const ACTION_TAGS: Readonly<Record<Action, readonly string[]>> = {
  add: ['add', 'new', 'feat', 'feature', 'imp'],
  remove: ['rem', 'remove', 'del'],
  rename: ['ref', 'refactor', 'mov', 'imp'],
  move: ['mov', 'move', 'ref', 'refactor'],
  renameFiles: ['mov', 'move', 'ref', 'refactor'],
  moveFiles: ['mov', 'move', 'ref', 'refactor'],
  update: ['imp', 'upd', 'update', 'ref', 'refactor'],
  test: ['test', 'tests', 'tst', 'imp'],
  document: ['doc', 'docs', 'imp'],
  comment: ['doc', 'docs', 'imp'],
  reformat: ['style', 'lint', 'fmt', 'ref'],
  bump: ['upd', 'deps', 'dep', 'bump', 'build'],
  makeExecutable: ['imp', 'fix', 'build'],
  makeNonExecutable: ['imp', 'fix', 'build'],
};

/** The tag in use that says what a change does. */
function actionTag({ style, finding }: LeadOptions): string | undefined {
  const known = ACTION_TAGS[finding.action].map((tag) =>
    style.leads.find((lead) => lead.toLowerCase() === tag),
  );
  return known.find((lead) => lead !== undefined);
}

/** A scope that the log has used for such a change; none where scopes are rare. */
function conventionalScope({ style, finding, files }: LeadOptions): string | undefined {
  const own = finding.scopes?.find((scope) => style.scopes.includes(scope));
  return own ?? (style.scopeShare >= 0.5 ? usedName(files, style.scopes) : undefined);
}

/** The name that a repository with prefixes would use: a ticket, a name its log has used, else the folder or file. */
function partName({ style, finding, files, branch = '' }: LeadOptions): string | undefined {
  if (TICKET.test(style.leads[0] ?? '')) return TICKET.exec(branch)?.[0];
  const kindName = [...(finding.scopes ?? []), ...finding.types].find((name) => style.leads.includes(name));
  const used = kindName ?? usedName(files, style.leads);
  if (used !== undefined) return used;
  const folder = commonFolder(files);
  if (folder !== undefined && !GENERIC_FOLDERS.has(folder)) return folder;
  const only = files.length === 1 ? files[0] : undefined;
  return only && fileKind(only.path) === 'source' ? stem(only.path) : undefined;
}

/** Folders whose name says nothing about what is in them. */
const GENERIC_FOLDERS = new Set([
  'src',
  'lib',
  'source',
  'app',
  'pkg',
  'internal',
  'packages',
  'main',
  'include',
]);

/** The first of the names in use that is a folder, part of a folder path or the stem of a changed file. */
function usedName(files: readonly FileChange[], inUse: readonly string[]): string | undefined {
  const present = new Set(
    files.flatMap((file) => [folderName(file.path), ...folderName(file.path).split('/'), stem(file.path)]),
  );
  return inUse.find((name) => present.has(name));
}

/** The last part of the deepest folder that holds all files. */
function commonFolder(files: readonly FileChange[]): string | undefined {
  const [first = [], ...others] = files.map((file) => folderName(file.path).split('/'));
  const depth = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  const common = depth === -1 ? first : first.slice(0, depth);
  return common.at(-1) || undefined;
}

/** Emoji and code by type, from gitmoji.dev. */
const GITMOJI: Readonly<Record<string, readonly [emoji: string, code: string]>> = {
  feat: ['✨', ':sparkles:'],
  docs: ['📝', ':memo:'],
  style: ['🎨', ':art:'],
  refactor: ['♻️', ':recycle:'],
  test: ['✅', ':white_check_mark:'],
  build: ['📦️', ':package:'],
  ci: ['👷', ':construction_worker:'],
  chore: ['🔧', ':wrench:'],
};

function gitmoji(finding: Finding, style: CommitStyle): string {
  const isCode = style.leads[0]?.startsWith(':') === true;
  const [emoji, code] =
    finding.action === 'remove' ? ['🔥', ':fire:'] : (GITMOJI[finding.types[0] ?? ''] ?? ['🔧', ':wrench:']);
  return isCode ? code : emoji;
}

const MOST_BODY_LINES = 12;

/** One line a file: what happened to its declarations, or its name alone. */
function listFiles({ files, symbols }: ReadChange, style: CommitStyle): string {
  const lines = files.slice(0, MOST_BODY_LINES).map((file) => {
    const { added, removed, renamed } = symbols(file);
    const statements: Statement[] = renamed.map(({ from, to }) => ({
      action: 'rename',
      object: from,
      target: to,
    }));
    for (const [action, declarations] of [
      ['add', added],
      ['remove', removed],
    ] as const) {
      const names = declarations.map(({ name }) => name);
      if (names.length > 0) statements.push({ action, object: joinNames(names, 3, style.language) });
    }
    const words = statements.map((statement) => lowerFirst(phrase(statement, style)));
    return words.length === 0 ? `- ${file.path}` : `- ${file.path}: ${words.join('; ')}`;
  });
  if (files.length > MOST_BODY_LINES) lines.push(`- … (${files.length - MOST_BODY_LINES})`);
  return lines.join('\n');
}
