import { isMadeByTool, type Mood, parseSubject, subjectOf } from './style';

/** Verbs that subjects begin with. Those that are also nouns are told apart only where no noun is meant (see below). */
const VERBS =
  `add adjust allow align apply avoid bring bump call change check clarify clean clear close collapse collect
  combine compare complete compute configure connect convert copy correct create declare decrease define delete deprecate
  describe detect disable display do document downgrade drop enable encode ensure escape exclude expand explain
  expose extend extract find fix forbid generate get give group guard handle hide ignore implement improve include
  increase inline insert install introduce keep leave let limit load loosen lower make mark merge migrate modify move
  narrow normalize normalise note omit open optimize optimise parse pass pin prefer prepare prevent print provide publish
  put raise read reduce refactor refine reformat refresh register regenerate remove rename render reorder reorganize
  reorganise repair replace report require reset resolve respect restore restrict restructure return reuse revert rewrite
  run save send separate set show silence simplify skip sort specify speed split start stop store strip support suppress
  swap switch sync take tell throw tidy tighten track translate treat trim try tweak unify update upgrade use validate
  verify warn wrap write`.split(/\s+/);

/** Past forms that no rule gives. */
const IRREGULAR: Readonly<Record<string, string>> = {
  bring: 'brought',
  do: 'did',
  find: 'found',
  get: 'got',
  give: 'gave',
  hide: 'hid',
  keep: 'kept',
  leave: 'left',
  let: 'let',
  make: 'made',
  put: 'put',
  read: 'read',
  reset: 'reset',
  rewrite: 'rewrote',
  run: 'ran',
  send: 'sent',
  set: 'set',
  show: 'showed',
  speed: 'sped',
  split: 'split',
  take: 'took',
  tell: 'told',
  throw: 'threw',
  write: 'wrote',
};
/** Verbs whose last consonant doubles before an ending. */
const DOUBLED = new Set('drop get let pin put reset run set skip split stop strip swap trim wrap'.split(' '));

function past(verb: string): string {
  return IRREGULAR[verb] ?? withEnding(verb, 'ed');
}

function withEnding(verb: string, ending: 'ed' | 'ing'): string {
  if (DOUBLED.has(verb)) return verb + verb.slice(-1) + ending;
  if (verb.endsWith('e')) return verb.slice(0, -1) + ending;
  if (ending === 'ed' && /[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  return verb + ending;
}

function third(verb: string): string {
  if (/(?:s|x|z|ch|sh|o)$/.test(verb)) return `${verb}es`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}

type VerbForms = Readonly<Record<Mood, string>>;

const FORMS: readonly VerbForms[] = VERBS.map((verb) => ({
  imperative: verb,
  past: past(verb),
  third: third(verb),
  gerund: withEnding(verb, 'ing'),
}));

/** Every form of every verb. A form that is the same in two moods belongs to the imperative. */
const BY_FORM: ReadonlyMap<string, { readonly mood: Mood; readonly forms: VerbForms }> = new Map(
  (['gerund', 'third', 'past', 'imperative'] as const).flatMap((mood) =>
    FORMS.map((forms) => [forms[mood], { mood, forms }] as const),
  ),
);

/** The mood of the verb that a description begins with; undefined when it begins with none that is known. */
export function verbMood(description: string): Mood | undefined {
  const found = BY_FORM.get(firstWord(description).toLowerCase());
  // "Set" and "split" fit any mood.
  return found && found.forms.past === found.forms.imperative ? undefined : found?.mood;
}

/** A word that is followed by no other word, or by a colon or a hyphen, is a name: "updates: …", "Fix-up"; before a sign of comparison it is too. */
function firstWord(description: string): string {
  return /^([A-Za-z]+)(?= +[^\s:=(<>])/.exec(description)?.[1] ?? '';
}

/** The description with its verb in a mood; as it is when it begins with no verb that is known. */
export function inMood(description: string, mood: Mood): string {
  const word = firstWord(description);
  const found = BY_FORM.get(word.toLowerCase());
  if (!found || found.mood === mood || verbMood(description) === undefined) return description;
  const form = found.forms[mood];
  const cased = /^[A-Z]/.test(word) ? form.charAt(0).toUpperCase() + form.slice(1) : form;
  return cased + description.slice(word.length);
}

/** Subjects that begin with a known verb, below which no habit is told. */
const LEAST_SUBJECTS = 3;
const DOMINANT_SHARE = 0.6;

/**
 * The mood that a repository's English subjects are in: the imperative, git's own advice, when there are too few to
 * tell; undefined when there is no habit.
 */
export function habitualMood(messages: readonly string[]): Mood | undefined {
  const moods = messages
    .map(subjectOf)
    .filter((subject) => !isMadeByTool(subject))
    .flatMap((subject) => verbMood(parseSubject(subject).description) ?? []);
  if (moods.length < LEAST_SUBJECTS) return 'imperative';
  return (['imperative', 'past', 'third', 'gerund'] as const).find(
    (mood) => moods.filter((own) => own === mood).length >= moods.length * DOMINANT_SHARE,
  );
}
