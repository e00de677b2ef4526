/** Which files an import may mean, and in which order they are looked for. */
import { describe, expect, it } from 'vitest';
import { relatedPaths } from '../../../../../src/core/completion/context/relatedPaths';

/** The paths for one line of a file, its own folder left out. */
const pathsOf = (path: string, line: string) => relatedPaths(path, [line]).slice(0, -1).flat();

describe('an import leads to', () => {
  it.each<[string, string, string, string]>([
    ['a module beside the file', 'src/a/b.ts', "import { c } from './c';", 'src/a/c.ts'],
    ['a module of a folder above', 'src/a/b.ts', "export * from '../d/e';", 'src/d/e.ts'],
    ['the source of a compiled name', 'src/b.ts', "import { c } from './c.js';", 'src/c.ts'],
    ['an index', 'src/b.ts', "const c = require('./c');", 'src/c/index.ts'],
    ['a file with its extension', 'src/b.ts', "import c from './c.vue';", 'src/c.vue'],
    ['an alias for the sources', 'src/a/b.ts', "import { c } from '@/d/c';", 'src/d/c.ts'],
    ['the last line of a long import', 'src/b.ts', "} from './c';", 'src/c.ts'],
    ['a Python module', 'src/black/lines.py', 'from black.nodes import x', 'src/black/nodes.py'],
    ['a Python package', 'src/black/lines.py', 'import blib2to3.pgen2', 'src/blib2to3/pgen2/__init__.py'],
    ['sources from a Python test', 'tests/test_a.py', 'from black import x', 'src/black/__init__.py'],
    ['a relative Python module', 'src/black/a/b.py', 'from ..nodes import x', 'src/black/nodes.py'],
    [
      'a Python module that is imported by name',
      'src/black/a.py',
      'from . import nodes',
      'src/black/nodes.py',
    ],
    ['a Go package', 'cmd/main.go', '\t"github.com/caddy/caddy/v2/modules/http"', 'modules/http/'],
    ['a Rust module that is used', 'src/a/b.rs', 'use crate::search::find::Finder;', 'src/search/find.rs'],
    ['a Rust module that is declared', 'src/lib.rs', 'pub mod search;', 'src/search/mod.rs'],
    ['a Rust module below its file', 'src/a.rs', 'mod inner;', 'src/a/inner.rs'],
    ['a Rust module beside it', 'src/a/b.rs', 'use super::c::D;', 'src/a/c.rs'],
    ['a Java class', 'lib/src/main/java/a/b/C.java', 'import a.d.E;', 'lib/src/main/java/a/d/E.java'],
    ['a Kotlin class', 'src/a/C.kt', 'import d.E', 'src/d/E.kt'],
    ['a header', 'src/a/b.c', '#include "c.h"', 'src/a/c.h'],
    ['a header of the project', 'src/b.c', '#include "lib/c.h"', 'include/lib/c.h'],
    ['a Ruby file', 'lib/a/b.rb', "require_relative '../c'", 'lib/c.rb'],
  ])('%s', (_, path, line, expected) => {
    expect(pathsOf(path, line)).toContain(expected);
  });
});

describe('nothing is looked for', () => {
  it.each<[string, string, string]>([
    ['an installed package', 'src/a.ts', "import { z } from 'zod';"],
    ['a path that leaves the workspace folder', 'src/a.ts', "import { z } from '../../z';"],
    ['a Python path that leaves it', 'a.py', 'from ...b import c'],
    ['the standard library of Go', 'a.go', '\t"net/http"'],
    ['a system header', 'a.c', '#include <stdio.h>'],
    ['a line of a bundle', 'src/a.ts', `from${' '.repeat(300)}'./z'`],
    ['a language that is not known', 'a.txt', "import { z } from './z';"],
    ['code', 'src/a.ts', 'const from = 1;'],
  ])('for %s', (_, path, line) => {
    expect(pathsOf(path, line)).toEqual([]);
  });
});

it('the folder of the file comes last', () => {
  expect(relatedPaths('src/a.py', ['import b']).at(-1)).toEqual(['src/']);
  expect(relatedPaths('a.txt', [])).toEqual([['./']]);
});

it('names what is imported twice once, and stops at sixty', () => {
  const lines = Array.from({ length: 100 }, (_, number) => `#include "${number % 80}.h"`);
  expect(relatedPaths('a.c', [...lines.slice(0, 2), ...lines.slice(0, 2)])).toHaveLength(3);
  expect(relatedPaths('a.c', lines)).toHaveLength(61);
});
