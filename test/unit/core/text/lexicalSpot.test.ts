import { describe, expect, it } from 'vitest';
import { languageSyntax } from '../../../../src/core/text/languageSyntax';
import { findLexicalSpot } from '../../../../src/core/text/lexicalSpot';

const spotAt = (languageId: string, marked: string) =>
  findLexicalSpot(marked.replace('█', ''), marked.indexOf('█'), languageSyntax(languageId));

describe('findLexicalSpot', () => {
  it.each([
    ['typescript', 'const a = █', 'code'],
    ['typescript', '// say █', 'comment'],
    ['typescript', 'a(); // say█', 'comment'],
    ['typescript', '// done\na█', 'code'],
    ['typescript', '/**\n * Says █', 'comment'],
    ['typescript', '/* one */ a█', 'code'],
    ['typescript', "const url = 'http://█", 'string'],
    ['typescript', "const url = 'http://a'█", 'code'],
    ['typescript', "a('it\\'s █", 'string'],
    ['typescript', 'a(`one\n  two █', 'string'],
    ['typescript', 'a(`one ${tw█', 'code'],
    ['typescript', 'a(`one ${{ a: 1 }.a} █', 'string'],
    ['typescript', 'a(`one`)█', 'code'],
    ['javascriptreact', "const a = 'b█';", 'string'],
    ['go', 'a := `one\n█', 'string'],
    ['go', '// Package a █', 'comment'],
    ['python', 'a = 1  # say █', 'comment'],
    ['python', 'def f():\n    """Say █', 'comment'],
    ['python', 'def f():\n    """Say."""\n    █', 'code'],
    ['python', 'a = """one\n█', 'string'],
    ['python', "a = f'one {█", 'string'],
    ['python', "print('#')█", 'code'],
    ['rust', "fn f<'a>(x: &'a str) { █", 'code'],
    ['rust', '/// Says █', 'comment'],
    ['java', '/* one\n█', 'comment'],
    ['csharp', 'var a = "█', 'string'],
    ['cpp', '#include "█', 'string'],
    ['ruby', '# say █', 'comment'],
    ['shellscript', 'echo "one █', 'string'],
    ['sql', 'select 1 -- say █', 'comment'],
    ['lua', '--[[ one\n█', 'comment'],
    ['html', '<!-- one █', 'comment'],
    ['html', "<p>it's █", 'code'],
    ['yaml', 'a: 1 # say █', 'comment'],
    ['markdown', "it's █", 'code'],
  ] as const)('%s: %s is %s', (languageId, marked, expected) => {
    expect(spotAt(languageId, marked)).toBe(expected);
  });

  const filler = (line: string) => Array.from({ length: 400 }, () => line).join('\n');

  it.each([
    ['typescript', `/*\n${filler('a long licence text')}\n*/\na█`, 'code'],
    ['typescript', `${filler('call(one, two, three);')}\n// say █`, 'comment'],
    ['typescript', `${filler('call(one, two, three);')}\na█`, 'code'],
    ['python', `"""\n${filler('a long text about this')}\nends."""\na = 1█`, 'code'],
    ['python', `"""\n${filler('a long text about this')}\n"""\na = 1█`, 'code'],
    ['python', `${filler('call(one, two, three)')}\ndef f():\n    """\n    Says █`, 'comment'],
    ['python', `${filler('call(one, two, three)')}\na = """one\n█`, 'string'],
  ] as const)('a long %s file', (languageId, marked, expected) => {
    expect(spotAt(languageId, marked)).toBe(expected);
  });
});
