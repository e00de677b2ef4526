import { renameRule } from '../../../../../src/core/nextEdit/rules/rename';
import { checkRule } from '../checkRule';

checkRule(renameRule, [
  {
    title: 'carries a renamed constant on',
    marked: 'const ⟦height→depth⟧ = 1;\nshow(⟨height→depth⟩);\n',
  },
  {
    title: 'replaces every use on a line at once',
    marked: 'const ⟦a1→b1⟧ = 1;\nshow(⟨a1, a1→b1, b1⟩);\n',
  },
  {
    title: 'leaves longer names, strings and comments alone',
    marked: 'const ⟦height→depth⟧ = 1;\nheights(); // height\nshow("height", ⟨height→depth⟩);\n',
  },
  {
    title: 'keeps a local name to its function',
    marked: [
      'function one() {',
      '  const ⟦height→depth⟧ = 1;',
      '  return ⟨height→depth⟩;',
      '}',
      'function two(height: number) {',
      '  return height;',
      '}',
    ].join('\n'),
  },
  {
    title: 'takes a parameter for a local name',
    marked:
      'function one(⟦height→depth⟧: number) {\n  return ⟨height→depth⟩;\n}\nconst two = (height) => height;\n',
  },
  {
    title: 'follows an import through the whole file',
    marked:
      "import { ⟦read→load⟧ } from './files';\nfunction one() {\n  return ⟨read→load⟩();\n}\n⟨read→load⟩();\n",
  },
  {
    title: 'follows a method to where it is called',
    marked: 'class Boat {\n  ⟦read→load⟧(): void {\n  }\n}\nboat.⟨read→load⟩();\n',
  },
  {
    title: 'waits for a second use where nothing declares the name',
    marked: 'show(⟦height→depth⟧);\nshow(height);\n',
  },
  {
    title: 'is sure after the second use',
    marked: 'show(⟦height→depth⟧);\nhide(⟦height→depth⟧);\nshow(⟨height→depth⟩);\n',
  },
  {
    title: 'tells members from names that stand alone',
    marked: 'show(boat.⟦height→depth⟧);\nhide(boat.⟦height→depth⟧);\nshow(height, boat.⟨height→depth⟩);\n',
  },
  { title: 'does not rename keywords', marked: '⟦let→const⟧ a = 1;\n⟦let→const⟧ b = 1;\nlet c = 1;\n' },
  {
    title: 'leaves an edit alone that changed something else too',
    marked: 'const ⟦height→depth⟧ = ⟦1→2⟧;\nshow(height);\n',
  },
  {
    title: 'does not mind white space that changed too',
    marked: 'const ⟦height  →depth ⟧= 1;\nshow(⟨height→depth⟩);\n',
  },
  {
    title: 'does not take back what was renamed the other way',
    marked: 'const ⟦height→depth⟧ = 1;\nlet ⟦depth→height⟧ = 1;\nshow(depth);\n',
  },
  {
    title: 'reads Python',
    path: 'a.py',
    languageId: 'python',
    marked: 'def one():\n    ⟦height→depth⟧ = 1\n    """height"""\n    return ⟨height→depth⟩\n\nheight = 2\n',
  },
]);
