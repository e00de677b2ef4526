const [ESC, BEL] = [String.fromCharCode(0x1b), String.fromCharCode(0x07)];
/** The end of a string that is for the terminal and not for people. */
const STRING_END = `(?:${BEL}|${ESC}\\\\|\\u009c)?`;
/** Operating system commands (titles, links, the clipboard) and the other control strings of ECMA-48. */
const STRINGS = new RegExp(
  `(?:${ESC}[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^${BEL}${ESC}\\u009c]*${STRING_END}`,
  'g',
);
const SEQUENCES = new RegExp(`(?:${ESC}\\[|\\u009b)[0-?]*[ -/]*[@-~]`, 'g');
const OTHER = new RegExp(`${ESC}[ -/]*[0-~]`, 'g');
/** Controls but tab and line feed. */
const CONTROLS = /[^\P{Cc}\t\n]/gu;

/** Terminal output as a person saw it, about: without escape sequences, and of lines written over what they ended as. */
export function plainTerminalText(raw: string): string {
  const text = raw.replace(STRINGS, '').replace(SEQUENCES, '').replace(OTHER, '').replaceAll('\r\n', '\n');
  return text
    .split('\n')
    .map((line) => line.split('\r').findLast((part) => part !== '') ?? '')
    .join('\n')
    .replace(CONTROLS, '');
}
