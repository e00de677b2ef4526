/** Ways in which models begin to talk about code instead of writing it. */
const OPENERS =
  /^(sure|certainly|of course|absolutely|okay|ok,|great|here('s|’s| is| are)|below is|the (complete|completed|missing|following|corrected|code|function|middle|rest|answer|snippet)|this (code|will|function|is|snippet|implementation|line|completes)|i('ll|’ll|'ve|’ve|'m|’m| will| have| am| hope| can|'d)|explanation|let me|let's|you can|to (complete|fill|fix)|fill in|looking at|we (need|can|should|use|have)|in this|based on|as an ai|as a language|sorry|unfortunately|please|note that|note:|hope (this|that)|feel free|it (looks|seems|will)|now,|first,|finally,|output:|answer:|completion:|code:|result:|missing code:|completed code:)/i;
/** Characters that sentences lack outside of quoted code, and that code rarely does without. */
const CODE_PUNCTUATION = /[{}[\];=<>|&$@\\]|\w\(|\/\/|::|->|^\s*[#*]/;
/** A heading of Markdown over an explanation. One `#` begins a comment in many languages, several seldom do. */
const HEADING =
  /^#{2,6}\s+(?:explanation|notes?|changes|example|usage|solution|answer|completion|completed|code|output|instruction|response)\b/i;

/**
 * Whether a line is a sentence about code rather than code: it begins like one and has none of code's punctuation, or
 * it is several words with a capital at the start and a sentence's end, or it is a heading over such sentences.
 */
export function isProseLine(line: string): boolean {
  const bare = line.trim();
  if (HEADING.test(bare)) return true;
  const text = bare.replace(/`[^`]*`/g, 'code').replace(/^(?:\*\*|__|>\s)+|\*\*/g, '');
  if (text === '' || CODE_PUNCTUATION.test(text)) return false;
  const words = text.split(/\s+/);
  if (OPENERS.test(text)) return words.length >= 3 || /[.:!]$/.test(text);
  return words.length >= 5 && /^[A-Z][a-z']*$/.test(words[0] ?? '') && /[.:!?]$/.test(text);
}

/** Whether a sentence begins as models begin to talk about code. */
export function talksAboutCode(line: string): boolean {
  return OPENERS.test(line.trim());
}

/** How an answer is announced, or talked about afterwards, in words that nobody writes into a comment or a text. */
const ANNOUNCEMENT =
  /^(sure|certainly|of course|absolutely|here('s|’s| is| are)|the (missing|completed)|to complete|below is|i hope|hope (this|that)|let me know|looking at|based on|fill in|i('ll|’ll|'d|’d| will| would))\b.*[.:!]$/i;
const ABOUT_THE_ANSWER =
  /\b(code|complet\w+|missing|snippet|answer|helps|questions|changes|the (?:context|following|middle|gap))\b/i;
/** What is said before any answer. */
const POLITENESS = /^(?:sure|certainly|of course|absolutely|great)[!.]$/i;

/** Whether a line announces the answer, even where sentences are what is wanted. */
export function isAnnouncement(line: string): boolean {
  const text = line.trim();
  return POLITENESS.test(text) || (ANNOUNCEMENT.test(text) && ABOUT_THE_ANSWER.test(text));
}
