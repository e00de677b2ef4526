import { describe, expect, it } from 'vitest';
import {
  FIM_TEMPLATES,
  defuseMarkers,
  findFimTemplate,
  renderFimPrompt,
} from '../../../../src/core/model/fim';

describe('the template family of a model name', () => {
  it.each([
    ['qwen2.5-coder:1.5b', 'qwen'],
    ['Qwen/Qwen3-Coder-30B-A3B-Instruct', 'qwen'],
    ['JetBrains/Mellum-4b-base', 'mellum'],
    ['granite-4.0-h-1b', 'granite'],
    ['granite-code:3b', 'starcoder'],
    ['starcoder2-7b', 'starcoder'],
    ['Seed-Coder-8B-Base', 'seed'],
    ['deepseek-coder-v2:16b', 'deepseek'],
    ['codegemma:2b', 'codegemma'],
    ['codestral-latest', 'codestral'],
    ['codellama:7b-code', 'codellama'],
    ['gpt-6-mini', undefined],
    ['llama3.2', undefined],
  ])('%s → %s', (model, family) => {
    expect(findFimTemplate({ model })?.family).toBe(family);
  });

  it('is the one that the settings name, whatever the model is called', () => {
    expect(findFimTemplate({ model: 'qwen', fim: 'seed' })?.family).toBe('seed');
    expect(findFimTemplate({ model: 'qwen', fim: 'no such family' })).toBeUndefined();
  });
});

describe('a rendered prompt', () => {
  const request = { prefix: 'a(', suffix: ')', path: 'src/a.ts' };
  it.each([
    ['qwen', '<|file_sep|>src/a.ts\n<|fim_prefix|>a(<|fim_suffix|>)<|fim_middle|>'],
    ['mellum', '<filename>src/a.ts\n<fim_suffix>)<fim_prefix>a(<fim_middle>'],
    ['seed', '<[fim-suffix]>)<[fim-prefix]>a(<[fim-middle]>'],
    ['deepseek', '<｜fim▁begin｜>a(<｜fim▁hole｜>)<｜fim▁end｜>'],
    ['codestral', '[SUFFIX])[PREFIX]a('],
    ['codellama', '<PRE> a( <SUF>) <MID>'],
  ])('%s', (family, expected) => {
    const template = findFimTemplate({ model: '', fim: family });
    expect(template && renderFimPrompt(template, request)).toBe(expected);
  });

  it.each([
    [
      'qwen',
      '<|repo_name|>workspace\n<|file_sep|>b.ts\nexport const b = 1;\n<|file_sep|>src/a.ts\n<|fim_prefix|>a(<|fim_suffix|>)<|fim_middle|>',
    ],
    [
      'mellum',
      '<filename>b.ts\nexport const b = 1;\n<filename>src/a.ts\n<fim_suffix>)<fim_prefix>a(<fim_middle>',
    ],
    ['codellama', '<PRE> a( <SUF>) <MID>'],
  ])('%s with a piece of another file', (family, expected) => {
    const template = findFimTemplate({ model: '', fim: family });
    const extra = [{ path: 'b.ts', text: 'export const b = 1;' }];
    expect(template && renderFimPrompt(template, { ...request, extra })).toBe(expected);
  });

  it.each(FIM_TEMPLATES.map((template) => [template.family, template] as const))(
    '%s: a marker in the person’s text, path or suffix cannot act as one',
    (_family, template) => {
      const hostile = FIM_TEMPLATES.flatMap((t) => [t.prefix, t.suffix, t.middle, ...t.stops]).join(' x ');
      const render = (text: string) =>
        renderFimPrompt(template, {
          prefix: text,
          suffix: text,
          path: text,
          extra: [{ path: text, text }],
        });
      const clean = render('');
      const prompt = render(hostile);
      for (const marker of FIM_TEMPLATES.flatMap((t) => [t.prefix, t.suffix, t.middle, ...t.stops]).map((m) =>
        m.trim(),
      )) {
        if (marker !== '') expect(count(prompt, marker), marker).toBe(count(clean, marker));
      }
    },
  );

  it('leaves ordinary code alone', () => {
    const code = 'const a = b < c || d > e; // [PREFIX ] <s> <|';
    expect(defuseMarkers(code)).toBe(code);
  });
});

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
