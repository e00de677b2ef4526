/**
 * Holds every translation to the English text it stands for, in both directions: the messages of the host and the
 * engine (l10n/), the texts of package.json (package.nls.*.json) and the pages of the walkthrough.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

type Texts = Readonly<Record<string, string>>;

const root = join(__dirname, '../..');
const manifestTexts = readTexts('package.nls.json');
const locales = readdirSync(join(root, 'l10n')).flatMap(
  (name) => /^bundle\.l10n\.(.+)\.json$/.exec(name)?.[1] ?? [],
);

describe('a message in the code', () => {
  const calls = ['src/vscode', 'src/server'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path))
      .flatMap((path) => findMessages(`${folder}/${path}`, readFileSync(join(root, folder, path), 'utf8'))),
  );

  it('is a literal, so that it can be found here', () => {
    expect(calls.flatMap(({ message, place }) => (message === undefined ? [place] : []))).toEqual([]);
  });

  it.each(locales)('has its translation in %s', (locale) => {
    const messages = calls.flatMap(({ message }) => message ?? []);
    expect(messages).not.toEqual([]);
    expect(
      findProblems({
        english: Object.fromEntries(messages.map((message) => [message, message])),
        translated: readTexts(`l10n/bundle.l10n.${locale}.json`),
        commands: commandNames(locale),
      }),
    ).toEqual([]);
  });
});

it.each(locales)('the texts of package.json have their translations in %s', (locale) => {
  const translated = readTexts(`package.nls.${locale}.json`);
  expect(findProblems({ english: manifestTexts, translated, commands: commandNames(locale) })).toEqual([]);
});

/** VS Code shows `page.nls.ko.md` in place of `page.md` where it speaks Korean. */
it.each(locales)('the pages of the walkthrough have their translations in %s', (locale) => {
  const pages = readdirSync(join(root, 'media/walkthrough')).map((name) => `media/walkthrough/${name}`);
  const english = pages.filter((path) => !path.includes('.nls.'));
  const translated = pages.filter((path) => path.endsWith(`.nls.${locale}.md`));
  expect(
    findProblems({
      english: Object.fromEntries(english.map((path) => [path, readText(path)])),
      translated: Object.fromEntries(
        translated.map((path) => [path.replace(`.nls.${locale}.`, '.'), readText(path)]),
      ),
      commands: commandNames(locale),
    }),
  ).toEqual([]);
});

it('every language of one kind of text is a language of the others', () => {
  expect(locales).not.toEqual([]);
  const manifestLocales = readdirSync(root).flatMap(
    (name) => /^package\.nls\.(.+)\.json$/.exec(name)?.[1] ?? [],
  );
  expect(manifestLocales).toEqual(locales);
  const pageLocales = readdirSync(join(root, 'media/walkthrough')).flatMap(
    (name) => /\.nls\.(.+)\.md$/.exec(name)?.[1] ?? [],
  );
  expect([...new Set(pageLocales)]).toEqual(locales);
});

describe('this check', () => {
  it.each<[name: string, source: string, found: readonly (string | undefined)[]]>([
    ['a message of the host', "vscode.l10n.t('Open {0}', name)", ['Open {0}']],
    ['a message of the engine', 'l10n.t("Try again.")', ['Try again.']],
    [
      'a message within a message',
      "l10n.t('{0} answers.', l10n.t('A server'))",
      ['{0} answers.', 'A server'],
    ],
    ['a message without placeholders in back-ticks', 'l10n.t(`Copy`)', ['Copy']],
    ['a message put together', "l10n.t('Open ' + name)", [undefined]],
    ['a message from elsewhere', 'l10n.t(text)', [undefined]],
    ['a message with a comment, whose key would be another', "l10n.t({ message: 'Run' })", [undefined]],
    ['a template with words from elsewhere', 'l10n.t(`Open ${name}`)', [undefined]],
    ['a template with a tag, whose key would be another', 'l10n.t`Open`', [undefined]],
    ['nothing in another function', "translate.t('Open')", []],
  ])('finds %s', (_name, source, found) => {
    expect(findMessages('file.ts', source).map(({ message }) => message)).toEqual(found);
  });

  it('names the file and the line of what it cannot read', () => {
    expect(findMessages('src/server/a.ts', '\n\nl10n.t(text);')).toEqual([{ place: 'src/server/a.ts:3' }]);
  });

  it.each<[name: string, english: Texts, translated: Texts, problems: readonly string[]]>([
    ['nothing wrong', { a: '{0} of {1}' }, { a: '{1} von {0}' }, []],
    ['a missing one', { a: 'Copy', b: 'Open' }, { a: 'Kopieren' }, ['b: missing']],
    ['an empty one', { a: 'Copy' }, { a: '' }, ['a: missing']],
    ['a stale one', { a: 'Copy' }, { a: 'Kopieren', b: 'Öffnen' }, ['b: stale']],
    ['a lost placeholder', { a: '{0} of {1}' }, { a: '{0}' }, ['a: {0} for {0} {1}']],
    ['another placeholder', { a: '{0}' }, { a: '{1}' }, ['a: {1} for {0}']],
    ['a placeholder twice', { a: '{0}' }, { a: '{0} {0}' }, ['a: {0} {0} for {0}']],
    [
      'another link',
      { a: '[x](command:one)' },
      { a: '[y](command:two)' },
      ['a: (command:two) for (command:one)'],
    ],
    [
      'another setting',
      { a: 'in fairwind.models' },
      { a: 'in fairwind.model' },
      ['a: fairwind.model for fairwind.models'],
    ],
    ['a setting without its link', { a: '`#a.b#`' }, { a: '`a.b`' }, ['a: `a.b` for `#a.b#`']],
    ['a translated value', { a: 'or `auto`' }, { a: 'oder `selbst`' }, ['a: `selbst` for `auto`']],
    ['a translated field', { a: '"model"' }, { a: '"Modell"' }, ['a: "Modell" for "model"']],
    [
      'another address',
      { a: 'http://h:1/v1.' },
      { a: 'http://h:2/v1.' },
      ['a: http://h:2/v1 for http://h:1/v1'],
    ],
    ['changed code', { a: '```\nx\n```' }, { a: '```\ny\n```' }, ['a: ```\ny\n``` for ```\nx\n```']],
    [
      'a command’s English name',
      { a: 'Run "Fairwind: New Chat".' },
      { a: '"Fairwind: New Chat".' },
      ['a: does not name "Fairwind: Neuer Chat"'],
    ],
    ['a command by its name', { a: 'Run "Fairwind: New Chat".' }, { a: '"Fairwind: Neuer Chat".' }, []],
  ])('finds %s', (_name, english, translated, problems) => {
    const commands = new Map([['Fairwind: New Chat', 'Fairwind: Neuer Chat']]);
    expect(findProblems({ english, translated, commands })).toEqual(problems);
  });
});

interface FoundMessage {
  /** Absent when it is no literal. */
  readonly message?: string;
  /** File and line, counted from 1. */
  readonly place: string;
}

/** The messages that a source text gives to `l10n.t`, in order. */
function findMessages(path: string, source: string): FoundMessage[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: FoundMessage[] = [];
  const visit = (node: ts.Node): void => {
    const [called, message] = ts.isCallExpression(node)
      ? [node.expression, node.arguments[0]]
      : ts.isTaggedTemplateExpression(node)
        ? [node.tag, undefined]
        : [];
    if (called !== undefined && /(^|\.)l10n\.t$/.test(called.getText())) {
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      const isLiteral = message !== undefined && ts.isStringLiteralLike(message);
      found.push({ place: `${path}:${line}`, ...(isLiteral && { message: message.text }) });
    }
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}

interface Translation {
  readonly english: Texts;
  readonly translated: Texts;
  /** The English name of each command, as the palette shows it, and its name in the language. */
  readonly commands: ReadonlyMap<string, string>;
}

/** What is missing, stale, or lost in translation; each begins with the text's key. */
function findProblems({ english, translated, commands }: Translation): string[] {
  const stale = Object.keys(translated).filter((key) => !(key in english));
  const wrong = Object.entries(english).flatMap(([key, text]) => {
    const translation = translated[key] ?? '';
    if (translation === '') return [`${key}: missing`];
    const [expected, actual] = [fixedParts(text), fixedParts(translation)];
    return [
      ...(actual === expected ? [] : [`${key}: ${actual} for ${expected}`]),
      ...[...commands]
        .filter(([name, itsName]) => text.includes(name) && !translation.includes(itsName))
        .map(([, itsName]) => `${key}: does not name "${itsName}"`),
    ];
  });
  return [...wrong, ...stale.map((key) => `${key}: stale`)];
}

const FIXED_PART = new RegExp(
  [
    /```[^]*?```/,
    /`[^`\n]+`/,
    /\(command:[^)]*\)/,
    /https?:\/\/[\w.:/-]*\w/,
    /\{\d+\}/,
    // The name of a setting, or of anything else that is written with a dot, such as llama.cpp.
    /\b[a-z]+(?:\.[A-Za-z]+)+\b/,
    // The name of a field or an output channel.
    /"\w+"/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

/** The parts of a text that are the same in every language, in one order. */
function fixedParts(text: string): string {
  return [...text.matchAll(FIXED_PART)]
    .map(([part]) => part)
    .sort()
    .join(' ');
}

function commandNames(locale: string): Map<string, string> {
  const translated = readTexts(`package.nls.${locale}.json`);
  return new Map(
    Object.entries(manifestTexts)
      .filter(([key]) => key.startsWith('command.'))
      .map(([key, title]) => [`Fairwind: ${title}`, `Fairwind: ${translated[key] ?? ''}`]),
  );
}

function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The texts of a file; none where there is no file. */
function readTexts(path: string): Texts {
  return existsSync(join(root, path)) ? (JSON.parse(readText(path)) as Texts) : {};
}
