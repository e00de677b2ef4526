/** One rule of `git check-ref-format --branch`, as data: what a name must not have. */
export interface RefNameRule {
  readonly name: RefNameProblem;
  readonly pattern: RegExp;
}

export type RefNameProblem =
  | 'empty'
  | 'character'
  | 'dots'
  | 'slashes'
  | 'hiddenPart'
  | 'lockPart'
  | 'endsWithDot'
  | 'atBrace'
  | 'reserved'
  | 'dash';

/** The rules of git's documentation for names of branches; a test holds each to git itself. */
export const REF_NAME_RULES: readonly RefNameRule[] = [
  { name: 'empty', pattern: /^$/ },
  // eslint-disable-next-line no-control-regex -- Control characters are what it finds.
  { name: 'character', pattern: /[\u0000-\u0020\u007F~^:?*[\\]/ },
  { name: 'dots', pattern: /\.\./ },
  { name: 'slashes', pattern: /^\/|\/$|\/\// },
  { name: 'hiddenPart', pattern: /(?:^|\/)\./ },
  { name: 'lockPart', pattern: /\.lock(?:\/|$)/ },
  { name: 'endsWithDot', pattern: /\.$/ },
  { name: 'atBrace', pattern: /@\{/ },
  { name: 'reserved', pattern: /^(?:@|HEAD)$/ },
  { name: 'dash', pattern: /^-/ },
];

/** What git would refuse a name of a branch for; empty when it takes it. */
export function refNameProblems(name: string): RefNameProblem[] {
  return REF_NAME_RULES.filter(({ pattern }) => pattern.test(name)).map((rule) => rule.name);
}
