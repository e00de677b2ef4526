import { isWordCharacter } from '../text/lines';

/** The UTF-16 offsets at which a name stands in a text as a whole word, in order. */
export function* wholeWords(text: string, name: string): Generator<number, void, undefined> {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    if (!isWordCharacter(text.charAt(at - 1)) && !isWordCharacter(text.charAt(at + name.length))) yield at;
  }
}
