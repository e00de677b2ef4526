import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../src/core/apply/fileLines';
import { placeBlock } from '../../../../src/core/apply/placeBlock';

interface Row {
  readonly name: string;
  readonly languageId: string;
  readonly file: string;
  readonly block: string;
  readonly expected: string;
}

const PATHS: Readonly<Record<string, string>> = {
  c: 'a.c',
  markdown: 'a.md',
  rust: 'a.rs',
  toml: 'a.toml',
  yaml: 'a.yml',
};

function place({ languageId, file, block }: Row): string {
  const target = { text: file, path: PATHS[languageId] ?? 'a.ts', languageId };
  const placement = placeBlock(target, { text: block, language: '' });
  return placement.kind === 'refused' ? `refused: ${placement.reason}` : applyEdits(file, placement.edits);
}

const HEADER = `#ifndef POOL_H
#define POOL_H
int pool_open(struct pool *pool);
void pool_close(struct pool *pool);

#endif
`;

const PAIRS = `[pairs]
'"' = '"'
'(' = ')'

[[grammar]]
name = "bovex"
source = "one"

[[language]]
name = "haxe"
scope = "source.haxe"
`;

const ALIGNED = `static int open_pool(struct pool *pool)
{
	if (pool->state == STATE_OPEN &&
	    pool->users > 0) {
		report_error("the pool %s cannot be opened",
			     pool->name);
		return -1;
	}
	return pool_start(pool);
}
`;

const CALLS = `export function first(job: Job): Job[] {
  const found = lookUp(job.name);
  if (
    found.state !== skipped &&
    keyOf({
      job: found.job,
      name: found.name,
    }) ===
    keyOf({
      job,
      name: job.name,
    })
  )
    return [];
  return [found.job];
}
`;

const MEDIA = [
  ['mobile', '(max-width: ${device.mobile})'],
  ['tablet', '(min-width: ${device.mobile}) and (max-width: ${device.tablet})'],
  ['desktop', '(min-width: ${device.laptop})'],
]
  .map(
    ([name, width]) =>
      `export const ${name} = (...args: string[]): string => {\n  return css\`\n    @media only screen and ${width} {\n      \${css(literals, ...args)}\n    }\n  \`;\n};\n`,
  )
  .join('\n');

const UNITS = ['kilo', 'mega', 'giga', 'tera']
  .map(
    (name) =>
      `      ${name}:\n        form: '${name}byte'\n        symbol: '${name.charAt(0).toUpperCase()}B'\n`,
  )
  .join('')
  .replace(/^/, 'units:\n  data:\n')
  .concat('    times:\n      second: 1\n');

const LEFT_OUT = `function open(pool: Pool): void {
  start(pool);
}

function close(pool: Pool): void {
  stop(pool);
  forget(pool);
  report(pool);
  count(pool);
  clear(pool);
}

function reopen(pool: Pool): void {
  close(pool);
  open(pool);
}
`;

const ROWS: readonly Row[] = [
  {
    name: 'the end of the file stands for itself below new lines',
    languageId: 'c',
    file: HEADER,
    block:
      'int pool_open(struct pool *pool);\nvoid pool_close(struct pool *pool);\nint pool_size(void);\n\n#endif',
    expected: HEADER.replace('\n\n#endif', '\nint pool_size(void);\n\n#endif'),
  },
  {
    name: 'signs alone are not put in at an edge',
    languageId: 'toml',
    file: PAIRS,
    block: `'"' = '"'\n'(' = ')'\n\n[[language]]\nname = "haxe"\nscope = "source.haxe"\nroots = ["build.hxml"]`,
    expected: 'refused: ambiguous',
  },
  {
    name: 'a line at an edge that may be the one beside it by another name',
    languageId: 'c',
    file: 'void run(void)\n{\n\tstart_fetch_packed2(request);\n\twait_for_all_of(request);\n\tclose_request(request);\n}\n',
    block: '\tstart_fetch_packed(request);\n\twait_for_all_of(request);\n\tclose_request(request, 1);\n}',
    expected: 'refused: ambiguous',
  },
  {
    name: 'lines that are aligned with tabs and spaces stay aligned when the block is moved',
    languageId: 'c',
    file: ALIGNED,
    block: ALIGNED.split('\n')
      .slice(2, 9)
      .map((line) => line.slice(1).replace('users > 0', 'users > 1'))
      .join('\n'),
    expected: ALIGNED.replace('users > 0', 'users > 1'),
  },
  {
    name: 'a new line is indented like those that it stands beside',
    languageId: 'typescript',
    file: 'class Slice {\n   constructor() {\n     this.size = 0;\n     this.data = empty();\n   }\n}\n',
    block:
      'class Slice {\n    constructor() {\n        this.size = 0;\n        this.end = 0;\n        this.data = empty();\n    }\n}',
    expected:
      'class Slice {\n   constructor() {\n     this.size = 0;\n     this.end = 0;\n     this.data = empty();\n   }\n}\n',
  },
  {
    name: 'lines that are moved by a level in one piece are meant to be moved',
    languageId: 'typescript',
    file: CALLS,
    block: CALLS.replace(/(=== *\n)([^]*?)(\n {2}\)\n)/, (_, head: string, moved: string, tail: string) =>
      [head, moved.replace(/^/gm, '  '), tail].join(''),
    ),
    expected: CALLS.replace(/(=== *\n)([^]*?)(\n {2}\)\n)/, (_, head: string, moved: string, tail: string) =>
      [head, moved.replace(/^/gm, '  '), tail].join(''),
    ),
  },
  {
    name: 'the indentation of a list says nothing of code',
    languageId: 'markdown',
    file: '# Use\n\n1. Open it:\n   first\n2. Close it:\n   second\n\n## Settings for the server\n\nAsk somebody.\n',
    block:
      '## Settings for the server\n\n```lua\nlocal config = {\n  settings = {\n    runtime = 1,\n  },\n}\n```\n\nAsk somebody.',
    expected:
      '# Use\n\n1. Open it:\n   first\n2. Close it:\n   second\n\n## Settings for the server\n\n```lua\nlocal config = {\n  settings = {\n    runtime = 1,\n  },\n}\n```\n\nAsk somebody.\n',
  },
  {
    name: 'imports that become one at the beginning of a file',
    languageId: 'rust',
    file: 'use std::fs::File;\nuse std::path::Path;\n\nuse memmap::Mmap;\n\npub fn map(path: &Path) -> Mmap {\n    let file = File::open(path);\n    open_map(file)\n}\n\npub fn unmap(map: Mmap) {\n    drop_map(map)\n}\n',
    block:
      'use std::{fs::File, path::Path};\n\nuse memmap::Mmap;\n\npub fn map(path: &Path) -> Mmap {\n    let file = File::open(path);\n    open_map(file)\n}\n\npub fn unmap(map: Mmap) {\n    drop_map(map)\n}',
    expected:
      'use std::{fs::File, path::Path};\n\nuse memmap::Mmap;\n\npub fn map(path: &Path) -> Mmap {\n    let file = File::open(path);\n    open_map(file)\n}\n\npub fn unmap(map: Mmap) {\n    drop_map(map)\n}\n',
  },
  {
    name: 'a definition that goes from the beginning of a file',
    languageId: 'c',
    file: `#define USE_POOLS\n\n#include "pool.h"\n#include "list.h"\n\n${ALIGNED}`,
    block: `#include "pool.h"\n#include "list.h"\n\n${ALIGNED}`,
    expected: `#include "pool.h"\n#include "list.h"\n\n${ALIGNED}`,
  },
  {
    name: 'a function is not given the name of another one that the file has',
    languageId: 'typescript',
    file: 'function openAll(): void {\n  const pools = findPools(registry);\n  startWorkers(pools, limits);\n  reportStarted(pools, clock);\n}\n\nfunction openOne(): void {\n  startOne(registry);\n}\n',
    block:
      'function openOne(): void {\n  const pools = findPools(registry);\n  startWorkers(pools, limits);\n  reportStarted(pools, clock, 1);\n}',
    expected: 'refused: ambiguous',
  },
  {
    name: 'a new function between two that look like it',
    languageId: 'typescript',
    file: MEDIA,
    block: `    }
  \`;
};

export const aboveTablet = (...args: string[]): string => {
  return css\`
    @media only screen and (min-width: \${device.mobile}) {
      \${css(literals, ...args)}
    }
  \`;
};

export const desktop = (...args: string[]): string => {
  return css\`
    @media only screen and (min-width: \${device.laptop}) {`,
    expected: 'refused: ambiguous',
  },
  {
    name: 'what is put among lines that look like it, between the lines that it shows',
    languageId: 'yaml',
    file: UNITS,
    block: `        symbol: 'GB'
      tera:
        form: 'terabyte'
        symbol: 'TB'
      decimalKilo:
        form: 'kilobyte'
        symbol: 'kB'
      decimalTera:
        form: 'terabyte'
        symbol: 'TB'
    times:`,
    expected: UNITS.replace(
      '    times:',
      `      decimalKilo:
        form: 'kilobyte'
        symbol: 'kB'
      decimalTera:
        form: 'terabyte'
        symbol: 'TB'
    times:`,
    ),
  },
  {
    name: 'lines that stand there twice with nothing to tell them apart, however much else there is',
    languageId: 'typescript',
    file: `${CALLS}\n${CALLS.replaceAll('first', 'second')}`,
    block:
      '  const found = lookUp(job.name);\n  report(found);\n  if (\n    found.state !== skipped &&\n    keyOf({\n      job: found.job,',
    expected: 'refused: ambiguous',
  },
  {
    name: 'levels of two columns become the four of the file, and what is aligned stays aligned',
    languageId: 'typescript',
    file: 'class Pool {\n    open(): void {\n        this.start();\n    }\n}\n',
    block:
      'class Pool {\n  open(): void {\n    this.start();\n    if (this.users > 0) {\n      report("a pool",\n             this.users);\n    }\n  }\n}',
    expected:
      'class Pool {\n    open(): void {\n        this.start();\n        if (this.users > 0) {\n            report("a pool",\n                   this.users);\n        }\n    }\n}\n',
  },
  {
    name: 'a function that the rest of the file still calls was left out rather than deleted',
    languageId: 'typescript',
    file: LEFT_OUT,
    block: LEFT_OUT.replace(/\nfunction close[^]*?\n\}\n/, '')
      .replace('start(pool)', 'start(pool, 1)')
      .split('\n')
      .slice(0, 7)
      .join('\n'),
    expected: 'refused: deletesUnseen',
  },
  {
    name: 'brackets of prose need no partners',
    languageId: 'markdown',
    file: '# Reasons\n\nThere are some reasons.\n\na. It is short.\nb. It is good.\n',
    block: 'There are some reasons.\n\n1) It is short.\nb. It is good.',
    expected: '# Reasons\n\nThere are some reasons.\n\n1) It is short.\nb. It is good.\n',
  },
];

describe('says what a line is evidence of', () => {
  it.each(ROWS)('$name', (row) => {
    expect(place(row)).toBe(row.expected);
  });
});
