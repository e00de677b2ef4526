import { type Literal, isObject } from './literals';
import { type CommitStyle, parseSubject, subjectOf } from './style';

/** What a repository's commitlint configuration asks of messages, as far as a message can be made to keep it. */
export interface CommitRules {
  /** Types that are allowed; empty when any is. */
  readonly types: readonly string[];
  /** Scopes that are allowed; empty when any is. */
  readonly scopes: readonly string[];
  readonly needsType: boolean;
  readonly needsScope: boolean;
  /** UTF-16 units of the first line. */
  readonly longestHeader: number;
  /** UTF-16 units of a line of the body. */
  readonly longestBodyLine: number;
  readonly needsBody: boolean;
  /** Whether the description must not begin with a capital letter. */
  readonly isSmall: boolean;
  readonly hasNoPeriod: boolean;
}

/** @commitlint/config-conventional, version 21, as its documentation lists it. */
const CONVENTIONAL: { readonly [rule: string]: Literal } = {
  'type-enum': [
    2,
    'always',
    ['build', 'chore', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'revert', 'style', 'test'],
  ],
  'type-empty': [2, 'never'],
  'subject-case': [2, 'never', ['sentence-case', 'start-case', 'pascal-case', 'upper-case']],
  'subject-full-stop': [2, 'never', '.'],
  'header-max-length': [2, 'always', 100],
  'body-max-line-length': [2, 'always', 100],
};
/** The types that @commitlint/config-angular has beside or instead of these. */
const ANGULAR_TYPES = ['build', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'revert', 'style', 'test'];

/** Cases of a description that begin with a capital letter. */
const CAPITAL_CASES = [
  'sentence-case',
  'sentencecase',
  'start-case',
  'pascal-case',
  'upper-case',
  'uppercase',
];

/** Reads a configuration that was read as data; undefined when it has no rules and builds on none that are known. */
export function readCommitlint(config: Literal): CommitRules | undefined {
  if (!isObject(config)) return undefined;
  const own = isObject(config['rules']) ? config['rules'] : {};
  const bases = textsIn(config['extends']).flatMap(baseRules);
  if (bases.length === 0 && Object.keys(own).length === 0) return undefined;
  const rules: { readonly [rule: string]: Literal } = Object.assign({}, ...bases, own) as typeof own;
  const subjectCase = active(rules['subject-case']);
  return {
    types: textsOf(active(rules['type-enum'], 'always')),
    scopes: textsOf(active(rules['scope-enum'], 'always')),
    needsType: active(rules['type-empty'], 'never') !== undefined,
    needsScope: active(rules['scope-empty'], 'never') !== undefined,
    longestHeader: numberOf(active(rules['header-max-length'], 'always')),
    longestBodyLine: numberOf(active(rules['body-max-line-length'], 'always')),
    needsBody: active(rules['body-empty'], 'never') !== undefined,
    isSmall: subjectCase !== undefined && forbidsCapital(subjectCase),
    hasNoPeriod: active(rules['subject-full-stop'], 'never') !== undefined,
  };
}

function baseRules(name: string): { readonly [rule: string]: Literal }[] {
  if (/config-conventional$|^conventional$/.test(name)) return [CONVENTIONAL];
  if (/config-angular$|^angular$/.test(name))
    return [
      { ...CONVENTIONAL, 'type-enum': [2, 'always', ANGULAR_TYPES], 'header-max-length': [2, 'always', 72] },
    ];
  return [];
}

interface ActiveRule {
  readonly when: 'always' | 'never';
  readonly value: Literal;
}

/** A rule that is switched on and, where told, of one kind. The level 1 only warns; it is kept all the same. */
function active(rule: Literal, when?: ActiveRule['when']): ActiveRule | undefined {
  if (!Array.isArray(rule)) return undefined;
  const [level, applies = 'always', value] = rule as readonly Literal[];
  if (level !== 1 && level !== 2) return undefined;
  if (applies !== 'always' && applies !== 'never') return undefined;
  return when === undefined || when === applies ? { when: applies, value } : undefined;
}

function forbidsCapital({ when, value }: ActiveRule): boolean {
  const hasCapital = textsIn(value).some((name) => CAPITAL_CASES.includes(name));
  return when === 'never' ? hasCapital : textsIn(value).length > 0 && !hasCapital;
}

function textsOf(rule: ActiveRule | undefined): readonly string[] {
  return rule ? textsIn(rule.value) : [];
}

function textsIn(value: Literal): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly Literal[]).filter((item) => typeof item === 'string') : [];
}

function numberOf(rule: ActiveRule | undefined): number {
  return typeof rule?.value === 'number' && rule.value > 0 ? rule.value : Infinity;
}

/** The style of a repository that has rules: what they leave open stays as it was measured. */
export function withRules(style: CommitStyle, rules: CommitRules | undefined): CommitStyle {
  if (!rules) return style;
  const isConventional = rules.needsType || style.form === 'conventional';
  const leads = rules.types.length > 0 ? rules.types : style.leads;
  const inUse = style.leads.filter((lead) => leads.includes(lead));
  return {
    ...style,
    ...(isConventional && {
      form: 'conventional' as const,
      leads: [...inUse, ...leads.filter((lead) => !inUse.includes(lead))],
      isCapitalised: style.isCapitalised && !rules.isSmall,
    }),
    scopes: rules.scopes.length > 0 ? rules.scopes : style.scopes,
    scopeShare: rules.needsScope ? 1 : style.scopeShare,
    endsWithPeriod: style.endsWithPeriod && !rules.hasNoPeriod,
    subjectLimit: Math.min(style.subjectLimit, rules.longestHeader),
    bodyShare: rules.needsBody ? 1 : style.bodyShare,
  };
}

/** What of the rules a message breaks, each in words for the model. */
export function brokenRules(message: string, rules: CommitRules): string[] {
  const subject = subjectOf(message);
  const { form, lead, scope, description } = parseSubject(subject);
  const isConventional = form === 'conventional';
  const problems: string[] = [];
  if (rules.needsType && !isConventional)
    problems.push('The subject needs a type: "type(scope): description" or "type: description".');
  if (isConventional && lead !== undefined && rules.types.length > 0 && !rules.types.includes(lead))
    problems.push(`The type "${lead}" is not allowed; allowed are: ${rules.types.join(', ')}.`);
  if (
    scope !== undefined &&
    rules.scopes.length > 0 &&
    !scope.split(/[,/]\s*/).every((part) => rules.scopes.includes(part))
  )
    problems.push(`The scope "${scope}" is not allowed; allowed are: ${rules.scopes.join(', ')}.`);
  if (rules.needsScope && isConventional && scope === undefined) problems.push('The subject needs a scope.');
  if (subject.length > rules.longestHeader)
    problems.push(
      `The subject has ${subject.length} characters; at most ${rules.longestHeader} are allowed.`,
    );
  if (rules.isSmall && /^\p{Lu}/u.test(description))
    problems.push('The description must begin with a small letter.');
  if (rules.hasNoPeriod && description.endsWith('.'))
    problems.push('The subject must not end with a period.');
  const body = message.split('\n').slice(1);
  if (body.some((line) => line.length > rules.longestBodyLine))
    problems.push(`A line of the body is longer than ${rules.longestBodyLine} characters.`);
  if (rules.needsBody && body.every((line) => line.trim() === '')) problems.push('The message needs a body.');
  return problems;
}
