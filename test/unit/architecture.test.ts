/** The house rules that hold the gate: what may import what, read from the sources and not from the lint configuration. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { PACKAGES_LATE } from '../../scripts/lib/loadedLate.mjs';

const root = join(__dirname, '../../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => path.replaceAll('\\', '/'));

interface Import {
  readonly from: string;
  /** Path under src for our own files, else the package. */
  readonly target: string;
}

const imports: readonly Import[] = files.flatMap((file) => {
  const found = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true).importedFiles;
  return found.map(({ fileName }) => ({
    from: file,
    target: fileName.startsWith('.')
      ? relative(root, resolve(root, dirname(file), fileName)).replaceAll('\\', '/')
      : fileName.replace(/^node:/, ''),
  }));
});

function importersOf(matches: (target: string) => boolean): string[] {
  return [...new Set(imports.filter(({ target }) => matches(target)).map(({ from }) => from))].sort();
}

describe('the single way out', () => {
  it('opens connections in one folder', () => {
    const openers = files.filter((file) =>
      /import (?!type )[^;]*\b(Agent|request|connect|createConnection|Socket|http|https|net|tls)\b[^;]* from 'node:(https?|http2|net|tls|dgram)'/.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    );
    expect(openers.filter((file) => !file.startsWith('providers/transport/'))).toEqual([]);
    expect(openers).toContain('providers/transport/exchange.ts');
    const network = new Set(['http', 'https', 'http2', 'net', 'tls', 'dgram', 'undici']);
    const users = importersOf((target) => network.has(target));
    expect(users.filter((file) => !file.startsWith('providers/'))).toEqual([]);
  });

  it('lets one file reach the providers, and that file puts the gate before them', () => {
    const users = importersOf((target) => target === 'providers' || target.startsWith('providers/')).filter(
      (file) => !file.startsWith('providers/'),
    );
    expect(users).toEqual(['server/modelParts.ts']);
    const parts = readFileSync(join(root, 'server/modelParts.ts'), 'utf8');
    expect(parts.match(/providers\.connect\(/g)).toHaveLength(1);
    expect(parts).toMatch(/new ModelRegistry\(\{[^}]*connect: \(spec\) => providers\.connect\(/s);
  });

  it('calls a model’s own stream in the gate alone', () => {
    const callers = files.filter((file) => /\bLanguageModel\b/.test(readFileSync(join(root, file), 'utf8')));
    const outside = callers.filter(
      (file) => !file.startsWith('providers/') && !file.startsWith('core/model/'),
    );
    expect(outside.sort()).toEqual(['core/privacy/gate.ts', 'server/modelRegistry.ts']);
  });

  it('uses no global that opens connections', () => {
    const users = files.filter((file) =>
      /(?<![\w.'"`])(fetch|WebSocket|XMLHttpRequest|EventSource)\s*\(/.test(withoutComments(file)),
    );
    expect(users).toEqual([]);
  });
});

describe('packages that are loaded late', () => {
  const cut = Object.entries(PACKAGES_LATE).flatMap(([name, { names }]) => (names ? [{ name, names }] : []));

  it.each(cut)('has of $name in its bundle what the sources use', ({ name, names }) => {
    const used = importersOf((target) => target === name).flatMap((file) => {
      const text = withoutComments(file);
      const [, taken] = new RegExp(`const (.+) = await import\\('${name}'\\)`).exec(text) ?? [];
      if (taken?.startsWith('{') === false)
        return [...text.matchAll(new RegExp(`\\b${taken}\\.(\\w+)`, 'g'))].map(([, own]) => own);
      return taken?.match(/\w+/g) ?? [];
    });
    expect([...new Set(used)].sort()).toEqual([...names].sort());
  });
});

describe('the layers', () => {
  it.each([
    ['vscode', 'vscode/'],
    ['simple-git', 'git/'],
    ['openai', 'providers/'],
    ['ollama', 'providers/'],
    ['vscode-languageclient', 'vscode/'],
    ['vscode-languageserver', 'server/'],
  ])('%s is imported under %s only', (name, folder) => {
    const users = importersOf((target) => target === name || target.startsWith(`${name}/`));
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !file.startsWith(folder))).toEqual([]);
  });

  it('keeps core free of everything but util', () => {
    const outside = imports.filter(
      ({ from, target }) =>
        from.startsWith('core/') && !target.startsWith('core/') && !target.startsWith('util/'),
    );
    expect(outside).toEqual([]);
  });
});

function withoutComments(file: string): string {
  return readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}
