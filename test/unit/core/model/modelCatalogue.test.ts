import { describe, expect, it } from 'vitest';
import { fileNameOf, parseModelAddress } from '../../../../src/core/model/modelAddress';
import { MODEL_CATALOGUE, fitOf, recommendedModel } from '../../../../src/core/model/modelCatalogue';

const GB = 1e9;
const machine = (memory: number, physicalCores: number, hasGpu = false) => ({
  memoryBytes: memory * GB,
  physicalCores,
  hasGpu,
});

describe('the catalogue', () => {
  it('holds models that anybody may use, each with an address of one GGUF file', () => {
    for (const { id, licence } of MODEL_CATALOGUE) {
      expect(licence).toBe('Apache-2.0');
      expect(parseModelAddress(id)?.file).toMatch(/\.gguf$/);
    }
    expect(MODEL_CATALOGUE.map(({ id }) => id)).not.toContain('qwen2.5-coder-3b');
  });

  it.each([
    ['a small machine', machine(4, 2), 'qwen2.5-coder-0.5b'],
    ['less than any model wants', machine(1, 1), 'qwen2.5-coder-0.5b'],
    ['a laptop', machine(16, 4), 'qwen2.5-coder-1.5b'],
    ['a laptop with memory but few cores', machine(64, 2), 'qwen2.5-coder-0.5b'],
    ['a workstation', machine(32, 12), 'qwen2.5-coder-7b'],
    ['a machine with a graphics processor', machine(24, 4, true), 'qwen2.5-coder-7b'],
  ])('recommends for %s', (_, given, id) => {
    expect(recommendedModel(given)?.id).toBe(id);
  });

  it('says what is slow and what does not fit', () => {
    const fits = MODEL_CATALOGUE.map((model) => fitOf(model, machine(8, 2)));
    expect(fits).toEqual(['good', 'slow', 'tooLarge']);
  });
});

describe('an address', () => {
  it.each([
    ['hf:owner/name:Q4_K_M', 'owner--name--Q4_K_M.gguf'],
    ['hf:owner/name:folder/file.gguf', 'owner--name--folder--file.gguf'],
    ['qwen2.5-coder-0.5b', 'ggml-org--Qwen2.5-Coder-0.5B-Q8_0-GGUF--qwen2.5-coder-0.5b-q8_0.gguf'],
  ])('%s', (model, name) => {
    const address = parseModelAddress(model);
    expect(address && fileNameOf(address)).toBe(name);
  });

  it.each(['/models/a.gguf', 'hf:owner', 'hf:owner/name', 'hf:../..:a', 'hf:a/b:../../c', 'hf:a/b c:d', ''])(
    '%j is none',
    (model) => {
      expect(parseModelAddress(model)).toBeUndefined();
    },
  );
});
