/** Holds package.json, the settings table, the command ids and the texts together, in both directions. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../src/core/config/settings';
import { DEFAULT_BASE_URLS, FIM_NAMES } from '../../src/core/config/models';
import { CommandId } from '../../src/vscode/commandIds';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly keybindings: readonly { readonly key: string; readonly when: string }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          {
            readonly default: unknown;
            readonly scope: string;
            readonly items?: { properties: Record<string, { enum?: string[] }> };
          }
        >
      >;
    };
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
}

const root = join(__dirname, '../..');
const manifestText = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const texts = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
const { properties } = manifest.contributes.configuration;

describe('settings', () => {
  it('stand in package.json exactly as in the table', () => {
    const fromTable = Object.fromEntries(
      Object.entries(SETTINGS).map(([key, { default: value, scope }]) => [key, { default: value, scope }]),
    );
    const fromManifest = Object.fromEntries(
      Object.entries(properties).map(([key, { default: value, scope }]) => [key, { default: value, scope }]),
    );
    expect(fromManifest).toEqual(fromTable);
  });

  it.each(Object.entries(SETTINGS))('%s accepts its own default', (_key, definition) => {
    const { value, problems } = definition.parse(definition.default);
    expect({ value, problems }).toEqual({ value: definition.default, problems: [] });
  });

  it('that name hosts or models are the person’s own', () => {
    const own = Object.entries(SETTINGS).filter(([, { scope }]) => scope === 'application');
    expect(own.map(([key]) => key)).toEqual(
      expect.arrayContaining([
        'fairwind.models',
        'fairwind.completion.model',
        'fairwind.chat.model',
        'fairwind.commit.model',
      ]),
    );
    expect([...manifest.capabilities.untrustedWorkspaces.restrictedConfigurations].sort()).toEqual(
      own.map(([key]) => key).sort(),
    );
  });

  it('offer the providers and FIM families that exist', () => {
    const model = properties['fairwind.models']?.items?.properties;
    expect(model?.['provider']?.enum).toEqual(Object.keys(DEFAULT_BASE_URLS));
    expect([...(model?.['fim']?.enum ?? [])].sort()).toEqual([...FIM_NAMES].sort());
  });
});

describe('commands', () => {
  const contributed = manifest.contributes.commands.map(({ command }) => command);

  it('stand in package.json exactly as in the code', () => {
    expect([...contributed].sort()).toEqual(Object.values(CommandId).sort());
  });

  it.each(Object.entries(CommandId))('%s is registered exactly once', (name) => {
    const uses = sourceFiles(join(root, 'src/vscode')).flatMap((path) => [
      ...readFileSync(path, 'utf8').matchAll(new RegExp(`registerCommand\\(\\s*CommandId\\.${name}\\b`, 'g')),
    ]);
    expect(uses).toHaveLength(1);
  });
});

describe('keys', () => {
  /** The mode of VSCodeVim in which a key is ours; none for keys that VSCodeVim leaves alone. */
  const VIM_MODES: Readonly<Record<string, string | undefined>> = {
    // In Normal mode Tab goes to the next place in the jump list.
    tab: 'Insert',
    // In the other modes Escape goes back to Normal mode.
    escape: 'Normal',
    'alt+end': undefined,
    // In the other modes it goes to the next place in the jump list.
    'ctrl+i': 'Insert',
    'ctrl+k i': undefined,
    'ctrl+enter': undefined,
    'ctrl+k h': undefined,
    'ctrl+k n': undefined,
    'ctrl+k a': undefined,
    // In the box of Source Control, which VSCodeVim leaves alone.
    'ctrl+alt+enter': undefined,
    'ctrl+backspace': undefined,
    'alt+f5': undefined,
    'shift+alt+f5': undefined,
  };
  /** Keys that begin something; all others only answer what is shown. */
  const BEGINNING = ['ctrl+i', 'ctrl+k i', 'ctrl+k a'];
  /** Keys that open something from anywhere but the terminal, whose shell has keys of its own. */
  const OPENING = ['ctrl+k h', 'ctrl+k n'];

  it.each(manifest.contributes.keybindings)('$key leaves VSCodeVim its own', ({ key, when }) => {
    expect(Object.keys(VIM_MODES)).toContain(key);
    const mode = VIM_MODES[key];
    const condition = mode === undefined ? undefined : `(!vim.active || vim.mode == '${mode}')`;
    const clauses = when.split(' && ');
    expect(clauses.find((clause) => clause.includes('vim'))).toBe(condition);
    // A clause with an "or" outside brackets would undo the others.
    expect(clauses.filter((clause) => clause.includes('||') && !/^\(.*\)$/.test(clause))).toEqual([]);
  });

  it.each(manifest.contributes.keybindings)(
    '$key is taken only in the text, and only while we show, or in the box for commit messages',
    ({ key, when }) => {
      const isShown =
        /^(?:fairwind\.(?:nextEdit|inlineChat)\.isVisible && editorTextFocus|inlineSuggestionVisible|scmRepository|fairwind\.apply\.isReview)( && |$)/;
      const isTyping =
        /^editorTextFocus && (?:!editorReadonly|editorHasSelection) && isWorkspaceTrusted( && |$)/;
      const isOpening = OPENING.includes(key) && when === 'isWorkspaceTrusted && !terminalFocus';
      expect(isOpening || isShown.test(when) || (BEGINNING.includes(key) && isTyping.test(when))).toBe(true);
    },
  );
});

describe('texts', () => {
  it('exist for every placeholder, and every text is used', () => {
    const used = new Set([...manifestText.matchAll(/%([\w.]+)%/g)].map((match) => match[1]));
    expect([...used].sort()).toEqual(Object.keys(texts).sort());
  });
});

it('is typed against the oldest editor it runs in', () => {
  expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode'] ?? ''}`);
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path));
}

it('shows pictures in the README that exist', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const pictures = [...readme.matchAll(/docs\/images\/[\w.-]+/g)].map((match) => match[0]);
  expect(pictures.length).toBeGreaterThan(0);
  expect(pictures.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
