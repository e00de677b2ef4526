import { repeatRule } from '../../../../../src/core/nextEdit/rules/repeat';
import { checkRule } from '../checkRule';

checkRule(repeatRule, [
  {
    title: 'makes an edit again that was made twice',
    marked: 'return read(path⟦→, true⟧);\nreturn read(path⟦→, true⟧);\n  return read(path⟨→, true⟩);\n',
  },
  {
    title: 'waits for the second time',
    marked: 'return read(path⟦→, true⟧);\n  return read(path);\n',
  },
  {
    title: 'fills in what differs between the lines',
    marked:
      'boats.north = ⟦north→int(north)⟧;\nboats.west = ⟦west→int(west)⟧;\nboats.south = ⟨south→int(south)⟩;\n',
  },
  {
    title: 'fills in a name within a string',
    marked:
      'paint(north, ⟦1→"north"⟧, a, b, c);\npaint(west, ⟦1→"west"⟧, a, b, c);\npaint(south, ⟨1→"south"⟩, a, b, c);\n',
  },
  {
    title: 'keeps the indentation of the other line',
    marked:
      'assert.equal(⟦first→await first⟧, 1);\nassert.equal(⟦first→await first⟧, 2);\n\t\tassert.equal(⟨→await ⟩first, 1);\n',
  },
  {
    title: 'lets names and numbers differ',
    marked:
      'paint(north, ⟦1→2⟧, red, big);\npaint(west, ⟦1→2⟧, pink, tall);\npaint(south, ⟨1→2⟩, blue, small);\n',
  },
  {
    title: 'leaves lines alone that share too little',
    marked: 'hoist north red big ⟦1→2⟧ up;\nhoist north red big ⟦1→2⟧ up;\nhoist south blue small 1 up;\n',
  },
  {
    title: 'does not replace another name than the one that went',
    marked: 'show(⟦north→east⟧, true, false);\nshow(⟦north→east⟧, true, false);\nshow(south, true, false);\n',
  },
  {
    title: 'needs something of the line to stay',
    marked: '⟦begin()→end()⟧\n⟦begin()→end()⟧\nbegin()\n',
  },
  {
    title: 'leaves strings and comments alone',
    marked: 'return read(path⟦→, true⟧);\nreturn read(path⟦→, true⟧);\n/*\nreturn read(path);\n*/\n',
  },
  {
    title: 'leaves white space to formatters',
    marked: 'if (a)⟦ →  ⟧return b;\nif (a)⟦ →  ⟧return b;\nif (a) return b;\n',
  },
  {
    title: 'leaves edits alone that fit too many places',
    marked: `return read(path⟦→, true⟧);\nreturn read(path⟦→, true⟧);\n${'return read(path);\n'.repeat(51)}`,
  },
]);
