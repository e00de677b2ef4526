/** Names of glyphs in fonts (Adobe Glyph List) that are no letters, and those of which two letters are made. */
const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  `space:\u0020 exclam:! quotedbl:" numbersign:# dollar:$ percent:% ampersand:& quotesingle:' parenleft:( parenright:)
  asterisk:* plus:+ comma:, hyphen:- period:. slash:/ zero:0 one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8
  nine:9 semicolon:; less:< equal:= greater:> question:? at:@ bracketleft:[ backslash:\\ bracketright:]
  asciicircum:^ underscore:_ grave:\` braceleft:{ bar:| braceright:} asciitilde:~ quoteleft:‘ quoteright:’
  quotedblleft:“ quotedblright:” quotesinglbase:‚ quotedblbase:„ endash:– emdash:— bullet:• ellipsis:… dagger:†
  daggerdbl:‡ perthousand:‰ guilsinglleft:‹ guilsinglright:› guillemotleft:« guillemotright:» fi:fi fl:fl ff:ff ffi:ffi
  ffl:ffl germandbls:ß ae:æ AE:Æ oe:œ OE:Œ oslash:ø Oslash:Ø aring:å Aring:Å eth:ð Eth:Ð thorn:þ Thorn:Þ dotlessi:ı
  Lslash:Ł lslash:ł section:§ paragraph:¶ degree:° plusminus:± multiply:× divide:÷ minus:− mu:µ Euro:€ sterling:£ yen:¥
  cent:¢ currency:¤ copyright:© registered:® trademark:™ exclamdown:¡ questiondown:¿ periodcentered:· onehalf:½
  onequarter:¼ threequarters:¾ onesuperior:¹ twosuperior:² threesuperior:³ ordfeminine:ª ordmasculine:º logicalnot:¬
  brokenbar:¦ nbspace:\u0020 sfthyphen:- infinity:∞ notequal:≠ lessequal:≤ greaterequal:≥ arrowright:→ arrowleft:←
  alpha:α beta:β gamma:γ delta:δ epsilon:ε lambda:λ pi:π sigma:σ omega:ω Delta:Δ Omega:Ω summation:∑ radical:√`
    .split(/\s+(?=\w+:)/)
    .map((pair) => [pair.slice(0, pair.indexOf(':')).trim(), pair.slice(pair.indexOf(':') + 1)]),
);

const ACCENTS: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circumflex: '\u0302',
  tilde: '\u0303',
  macron: '\u0304',
  breve: '\u0306',
  dotaccent: '\u0307',
  dieresis: '\u0308',
  ring: '\u030a',
  hungarumlaut: '\u030b',
  caron: '\u030c',
  cedilla: '\u0327',
  ogonek: '\u0328',
};

/** The text of a glyph by its name; undefined for names that only its font knows. */
export function textOfGlyph(name: string): string | undefined {
  const base = name.replace(/\.\w+$/, '');
  if (/^[A-Za-z]$/.test(base)) return base;
  const known = Object.hasOwn(NAMES, base) ? NAMES[base] : undefined;
  if (known !== undefined) return known;
  const code = /^(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))/i.exec(base);
  if (code) return fromCode(Number.parseInt(code[1] ?? code[2] ?? '', 16));
  const [, letter, accent = ''] = /^([A-Za-z])([a-z]+)$/.exec(base) ?? [];
  const mark = Object.hasOwn(ACCENTS, accent) ? ACCENTS[accent] : undefined;
  return letter !== undefined && mark !== undefined ? (letter + mark).normalize('NFC') : undefined;
}

/** The text of a code point; undefined for what is none. */
export function fromCode(code: number): string | undefined {
  return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : undefined;
}
