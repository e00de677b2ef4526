/** Ways in which models begin to talk about code instead of writing it. */
const OPENERS =
  /^(sure|certainly|of course|absolutely|okay|ok,|great|here('s|’s| is| are)|below is|the (complete|completed|missing|following|corrected|code|function|middle|rest|answer|snippet)|this (code|will|function|is|snippet|implementation|line|completes)|i('ll|’ll|'ve|’ve|'m|’m| will| have| am| hope| can|'d)|explanation|let me|let's|you can|to (complete|fill|fix)|we (need|can|should|use|have)|in this|based on|as an ai|as a language|sorry|unfortunately|please|note that|note:|hope this|feel free|it (looks|seems|will)|now,|first,|finally,|output:|answer:|completion:|code:|missing code:|completed code:)/i;
/** Characters that sentences lack outside of quoted code, and that code rarely does without. */
const CODE_PUNCTUATION = /[{}[\];=<>|&$@\\]|\w\(|\/\/|::|->|^\s*[#*]/;

/**
 * Whether a line is a sentence about code rather than code: it begins like one and has none of code's punctuation, or
 * it is several words with a capital at the start and a sentence's end.
 */
export function isProseLine(line: string): boolean {
  const text = line
    .trim()
    .replace(/`[^`]*`/g, 'code')
    .replace(/^[*_#>\s]+|\*\*/g, '');
  if (text === '' || CODE_PUNCTUATION.test(text)) return false;
  const words = text.split(/\s+/);
  if (OPENERS.test(text)) return words.length >= 3 || /[.:!]$/.test(text);
  return words.length >= 5 && /^[A-Z][a-z']*$/.test(words[0] ?? '') && /[.:!?]$/.test(text);
}

/** How an answer is announced, or talked about afterwards, in words that nobody writes into a comment or a text. */
const ANNOUNCEMENT =
  /^(sure|certainly|of course|absolutely|here('s|’s| is| are)|the (missing|completed)|to complete|below is|i hope|let me know)\b.*[.:!]$/i;
const ABOUT_THE_ANSWER = /\b(code|complet\w+|missing|snippet|answer|helps|questions)\b/i;

/** Whether a line announces the answer, even where sentences are what is wanted. */
export function isAnnouncement(line: string): boolean {
  const text = line.trim();
  return ANNOUNCEMENT.test(text) && ABOUT_THE_ANSWER.test(text);
}
