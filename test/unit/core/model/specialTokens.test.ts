/** Nothing in a person's text, path or other file can act as a special token in a raw prompt. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FimTexts, renderFimPrompt } from '../../../../src/core/model/fim';
import { FIM_TEMPLATES } from '../../../../src/core/model/fimTemplates';
import { renderRawPrompt } from '../../../../src/core/model/rawPrompt';
import { defuseMarkers } from '../../../../src/core/model/specialTokens';

/** Special tokens as the vocabularies of model families have them, beyond those of the templates. */
const OTHER_TOKENS = [
  '<|im_start|>',
  '<|im_end|>',
  '<|box_end|>',
  '<|vision_start|>',
  '<|endofprompt|>',
  '<|eot_id|>',
  '<|start_header_id|>',
  '<|system|>',
  '<|assistant|>',
  '<|cursor|>',
  '<|start_of_role|>',
  '<｜User｜>',
  '<｜tool▁calls▁begin｜>',
  '<｜begin▁of▁sentence｜>',
  '<[PAD▁TOKEN]>',
  '<[begin▁of▁sentence]>',
  '<fim-prefix>',
  '<fim_pad>',
  '<file_sep>',
  '<repo_name>',
  '<reponame>',
  '<gh_stars>',
  '<issue_start>',
  '<jupyter_code>',
  '<commit_before>',
  '<pr_diff_hunk>',
  '<empty_output>',
  '<tool_call>',
  '</tool_call>',
  '<think>',
  '</think>',
  '<s>',
  '</s>',
  '<unk>',
  '<pad>',
  '<bos>',
  '<start_of_turn>',
  '<unused42>',
  '[INST]',
  '[/INST]',
  '[TOOL_CALLS]',
  '[MIDDLE]',
  '<END>',
];
const TEMPLATE_TOKENS = FIM_TEMPLATES.flatMap(({ prefix, suffix, middle, stops }) =>
  [prefix, suffix, middle, ...stops].map((token) => token.trim()),
).filter((token) => /^[<[]/.test(token));
const TOKENS = [...new Set([...TEMPLATE_TOKENS, ...OTHER_TOKENS])];

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** What a tokenizer that normalises its text (NFKC) looks for tokens in, beside the text as it is. */
function readings(text: string): string[] {
  return [text, text.replaceAll('＜', '<').replaceAll('＞', '>').replaceAll('｜', '|')];
}

/** The tokens that stand in a prompt although its template has not put them there. */
function smuggled(prompt: string, clean: string): string[] {
  const ascii = TOKENS.map((token) => token.replaceAll('｜', '|'));
  return [...TOKENS, ...ascii].filter((token) =>
    readings(prompt).some(
      (reading, index) => count(reading, token) > count(readings(clean)[index] ?? '', token),
    ),
  );
}

/** Whole tokens, halves of them, and what stands between them in code: so that tokens meet at every seam. */
const hostilePiece = fc.oneof(
  fc.constantFrom(...TOKENS),
  fc
    .constantFrom(...TOKENS)
    .map((token) => token.replace('<', '＜').replaceAll('|', '｜').replace('>', '＞')),
  fc
    .tuple(fc.constantFrom(...TOKENS), fc.nat(30))
    .chain(([token, at]) => fc.constantFrom(token.slice(0, at), token.slice(at))),
  fc.constantFrom('<', '|', '>', '<|', '|>', '<<', '[', ']', '｜', '▁', ' ', '\n', 'x'),
);
const hostileText = fc.array(hostilePiece, { maxLength: 6 }).map((pieces) => pieces.join(''));

describe.each(FIM_TEMPLATES.map((template) => [template.family, template] as const))(
  'a raw prompt of %s',
  (_family, template) => {
    it('holds no token but its own', () => {
      fc.assert(
        fc.property(
          fc.record({
            prefix: hostileText,
            suffix: hostileText,
            path: hostileText,
            extra: fc.array(fc.record({ path: hostileText, text: hostileText }), { maxLength: 2 }),
          }),
          (texts: FimTexts) => {
            const empty = { path: '', text: '' };
            const clean = { prefix: '', suffix: '', path: '', extra: (texts.extra ?? []).map(() => empty) };
            const prompt = renderFimPrompt(template, texts);
            expect(smuggled(prompt, renderFimPrompt(template, clean))).toEqual([]);
          },
        ),
        { numRuns: 400 },
      );
    });
  },
);

it('a raw prompt of parts holds no token in the texts, however they are divided', () => {
  fc.assert(
    fc.property(fc.array(hostileText, { maxLength: 4 }), (texts) => {
      const parts = [
        { format: '<|file_sep|>' },
        ...texts.map((text) => ({ text })),
        { format: '<|fim_middle|>' },
      ];
      expect(smuggled(renderRawPrompt(parts), '<|file_sep|><|fim_middle|>')).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

describe('defuseMarkers', () => {
  it.each(TOKENS)('%s', (token) => {
    expect(defuseMarkers(`a${token}b`)).toBe(`a${token.replace(/[<[]/g, '$& ')}b`);
  });

  it.each([
    'const a = b < c || d > e;',
    'type A = Map<string, B | C>;',
    '<pre><code>x</code></pre><file-list></file-list>',
    'x = y <| z |> w',
    'std::vector<int[]> v; a[PREFIX ] = b[middle];',
    'let f = [||] |> List.map (fun x -> x)',
    '전각 ｜ 막대 ＜와＞',
  ])('leaves ordinary code alone: %s', (code) => {
    expect(defuseMarkers(code)).toBe(code);
  });
});
