import { repeatRule } from '../../../../../src/core/nextEdit/rules/repeat';
import { checkRule } from '../checkRule';

checkRule(repeatRule, [
  {
    title: 'makes the edit again on the same line elsewhere',
    marked: 'return read(⟦path→path, true⟧);\n  return read(path⟨→, true⟩);\n',
  },
  {
    title: 'fills in what differs between the lines',
    marked:
      'boats.north = ⟦north→int(north)⟧;\nboats.west = ⟦west→int(west)⟧;\nboats.south = ⟨south→int(south)⟩;\n',
  },
  {
    title: 'fills in a name within a string',
    marked: 'paint(north, ⟦1→"north"⟧, a, b, c);\npaint(south, ⟨1→"south"⟩, a, b, c);\n',
  },
  {
    title: 'keeps the indentation of the other line',
    marked: 'assert.equal(⟦first→await first⟧, 1);\n\t\tassert.equal(⟨→await ⟩first, 1);\n',
  },
  {
    title: 'wants lines to be much alike at first',
    marked: 'paint(north, ⟦1→2⟧, red, big);\npaint(south, 1, blue, small);\n',
  },
  {
    title: 'lets more differ once the edit was made twice',
    marked:
      'paint(north, ⟦1→2⟧, red, big);\npaint(west, ⟦1→2⟧, pink, tall);\npaint(south, ⟨1→2⟩, blue, small);\n',
  },
  {
    title: 'does not replace another name than the one that went',
    marked: 'show(⟦north→east⟧, true, false);\nshow(south, true, false);\n',
  },
  {
    title: 'does not carry a long new part to a second place',
    marked: 'start(server⟦→, port, host, path⟧);\nstart(server);\n',
  },
  {
    title: 'does not carry new lines to a second place',
    marked: 'start(server, first, second);⟦→ log(x);⟧\nstop(server, first, second);\n',
  },
  { title: 'needs something of the line to stay', marked: '⟦begin()→end()⟧\nbegin()\n' },
  {
    title: 'leaves strings and comments alone',
    marked: 'return read(⟦path→path, true⟧);\n// return read(path);\n',
  },
  { title: 'leaves white space to formatters', marked: 'if (a)⟦ →  ⟧return b;\nif (a) return b;\n' },
]);
