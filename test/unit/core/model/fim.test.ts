import { describe, expect, it } from 'vitest';
import { findFimTemplate, renderFimPrompt, renderPrefix } from '../../../../src/core/model/fim';

describe('the template family of a model name', () => {
  it.each([
    ['qwen2.5-coder:1.5b', 'qwen'],
    ['Qwen/Qwen3-Coder-30B-A3B-Instruct', 'qwen'],
    ['JetBrains/Mellum-4b-base', 'mellum'],
    ['granite-4.0-h-1b', 'granite'],
    ['granite-code:3b', 'starcoder'],
    ['starcoder2-7b', 'starcoder2'],
    ['starcoder:1b', 'starcoder'],
    ['Seed-Coder-8B-Base', 'seed'],
    ['deepseek-coder-v2:16b', 'deepseek'],
    ['codegemma:2b', 'codegemma'],
    ['codestral-latest', 'codestral'],
    ['codellama:7b-code', 'codellama'],
    ['Falcon-H1-Tiny-Coder-90M', 'falcon'],
    ['zai-org/GLM-4.5-Air', 'glm'],
    ['zed-industries/zeta-2', 'seed'],
    ['sweep-next-edit-1.5b', 'qwen'],
    ['mistral-small-latest', undefined],
    ['gpt-6-mini', undefined],
    ['llama3.2', undefined],
  ])('%s → %s', (model, family) => {
    expect(findFimTemplate({ model })?.family).toBe(family);
  });

  it('is the one that the settings name, whatever the model is called', () => {
    expect(findFimTemplate({ model: 'qwen', fim: 'seed' })?.family).toBe('seed');
    expect(findFimTemplate({ model: 'qwen', fim: 'no such family' })).toBeUndefined();
    expect(findFimTemplate({ model: 'qwen', fim: 'template' })?.family).toBe('qwen');
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
    ['falcon', '<|prefix|>a(<|suffix|>)<|middle|>'],
    ['glm', '<|code_prefix|>a(<|code_suffix|>)<|code_middle|>'],
    ['granite', '<|fim_prefix|>a(<|fim_suffix|>)<|fim_middle|>'],
    ['starcoder', '<fim_prefix>a(<fim_suffix>)<fim_middle>'],
    ['starcoder2', '<fim_prefix>a(<fim_suffix>)<fim_middle>'],
    ['codegemma', '<|fim_prefix|>a(<|fim_suffix|>)<|fim_middle|>'],
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
    [
      'starcoder2',
      '<repo_name>workspace<file_sep>b.ts\nexport const b = 1;\n<file_sep><fim_prefix>src/a.ts\na(<fim_suffix>)<fim_middle>',
    ],
    ['codegemma', 'export const b = 1;<|file_separator|><|fim_prefix|>a(<|fim_suffix|>)<|fim_middle|>'],
    ['codestral', '[SUFFIX])[PREFIX]+++++ b.ts\nexport const b = 1;\n\n+++++ src/a.ts\na('],
    ['codellama', '<PRE> a( <SUF>) <MID>'],
  ])('%s with a piece of another file', (family, expected) => {
    const template = findFimTemplate({ model: '', fim: family });
    const extra = [{ path: 'b.ts', text: 'export const b = 1;' }];
    expect(template && renderFimPrompt(template, { ...request, extra })).toBe(expected);
  });

  it('as a prefix alone has the other files where the family sees them in the prefix', () => {
    const extra = [{ path: 'b.ts', text: 'b' }];
    const codestral = findFimTemplate({ model: 'codestral-latest' });
    expect(renderPrefix(codestral, { ...request, extra })).toBe('+++++ b.ts\nb\n\n+++++ src/a.ts\na(');
    expect(renderPrefix(findFimTemplate({ model: 'qwen' }), { ...request, extra })).toBe('a(');
    expect(renderPrefix(undefined, { ...request, extra })).toBe('a(');
  });
});
