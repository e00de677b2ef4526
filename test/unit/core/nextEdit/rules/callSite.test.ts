import { callSiteRule } from '../../../../../src/core/nextEdit/rules/callSite';
import { checkRule } from '../checkRule';

checkRule(callSiteRule, [
  {
    title: 'takes away the argument of a parameter that went',
    marked:
      'function sail(boat: Boat⟦, wind: Wind→⟧): void {}\nsail(mine⟨, west→⟩);\nsail(⟦→⟧yours⟨, east→⟩);\n'.replace(
        '⟦→⟧',
        '',
      ),
  },
  {
    title: 'takes away the first argument with its comma',
    marked: 'function sail(⟦boat: Boat, →⟧wind: Wind): void {}\nsail(⟨mine, →⟩west);\n',
  },
  {
    title: 'takes away the only argument',
    marked: 'function sail(⟦boat: Boat→⟧): void {}\nsail(⟨fleet.first(1, 2)→⟩);\n',
  },
  {
    title: 'passes a new parameter on where the caller has it',
    marked:
      'function sail(boat: Boat⟦→, wind: Wind⟧): void {}\nfunction race(wind: Wind) {\n  sail(mine⟨→, wind⟩);\n}\n',
  },
  {
    title: 'shows the place alone where it cannot tell what to write',
    marked: 'function sail(boat: Boat⟦→, wind: Wind⟧): void {}\nfunction race() {\n  sail(mine⟨→⟩);\n}\n',
  },
  {
    title: 'puts arguments into their new order',
    marked:
      'function sail(⟦boat: Boat, wind: Wind→wind: Wind, boat: Boat⟧): void {}\nsail(⟨mine, f(1, 2)→f(1, 2), mine⟩);\n',
  },
  {
    title: 'leaves calls alone that have another number of arguments',
    marked: 'function sail(boat: Boat⟦, wind: Wind→⟧): void {}\nsail(mine);\nsail(mine, west, 3);\n',
  },
  {
    title: 'asks nothing of callers for an optional parameter',
    marked: 'function sail(boat: Boat⟦→, wind = west⟧): void {}\nsail(mine);\n',
  },
  {
    title: 'leaves arguments alone that are spread',
    marked: 'function sail(boat: Boat⟦, wind: Wind→⟧): void {}\nsail(mine, ...winds);\n',
  },
  {
    title: 'does not count self, and reads names given to arguments',
    path: 'a.py',
    languageId: 'python',
    marked:
      'class Boat:\n    def sail(self, wind⟦, sea→⟧):\n        pass\n\nboat.sail(west⟨, north→⟩)\nboat.sail(west, sea=north)\n',
  },
  {
    title: 'reads a type before a name',
    path: 'A.java',
    languageId: 'java',
    marked:
      '  void sail(Boat boat⟦, Map<String, Wind> winds→⟧) {\n  }\n  void race() {\n    sail(mine⟨, all→⟩);\n  }\n',
  },
  {
    title: 'leaves an edit alone that changed two parameters',
    marked: 'function sail(⟦boat: Boat, wind: Wind→sea: Sea⟧): void {}\nsail(mine, west);\n',
  },
  {
    title: 'leaves calls in comments and strings alone',
    marked:
      'function sail(boat: Boat⟦, wind: Wind→⟧): void {}\n// sail(mine, west)\nshow("sail(mine, west)");\n',
  },
]);
