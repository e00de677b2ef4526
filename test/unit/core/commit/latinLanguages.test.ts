import { describe, expect, it } from 'vitest';
import { isWrittenIn } from '../../../../src/core/commit/languages';
import { habitualLatinLanguage, latinLanguageOf } from '../../../../src/core/commit/latinLanguages';
import { type MessageLanguage, measureStyle } from '../../../../src/core/commit/style';

describe('a language in Latin script', () => {
  it.each([
    ['Add a search to the parser', 'en'],
    ['Suche zum Parser hinzugefügt', 'de'],
    ['Fehler beim Laden behoben', 'de'],
    ['Ajout de la recherche dans le parseur', 'fr'],
    ['Corriger l’affichage pour les tests', 'fr'],
    ['Añadir búsqueda para el analizador', 'es'],
    ['Corregir error con los permisos', 'es'],
    ['Adiciona busca na tela com filtros', 'pt'],
    ['Correção da validação', 'pt'],
    ['Release 2.0', undefined],
    ['readTree', undefined],
    ['', undefined],
  ])('is told where words tell it: %s', (text, language) => {
    expect(latinLanguageOf(text)).toBe(language);
  });

  it('is the habit of a log only where many subjects show it', () => {
    expect(habitualLatinLanguage(['Suche hinzugefügt', 'README', 'Fehler behoben'])).toBe('de');
    expect(habitualLatinLanguage(['Add café', 'Fix naïve São Paulo handling', 'Use the façade'])).toBe('en');
    expect(habitualLatinLanguage(['v1', 'v2'])).toBe('en');
    expect(
      measureStyle(['feat: ajout des filtres', 'fix: correction du tri', 'fix: mise à jour']).language,
    ).toBe('fr');
  });
});

describe('the language of a message', () => {
  it.each<[MessageLanguage, string, boolean]>([
    ['de', 'Suche zum Parser hinzufügen', true],
    ['de', 'readTree umbenennen', true],
    ['de', 'Parser: readTree', true],
    ['de', 'Add search to the parser', false],
    ['de', 'Ajout de la recherche dans le parseur', false],
    ['de', '검색 추가', false],
    ['fr', 'Ajouter readTree', true],
    ['fr', 'Fix the parser', false],
    ['es', 'Corregir readTree en el analizador', true],
    ['es', 'Add tests for readTree', false],
    ['pt', 'Corrigir readTree', true],
    ['pt', 'Fix readTree when it is empty', false],
    ['en', 'Suche zum Parser hinzugefügt', false],
    ['en', 'Ajouter une recherche dans le parseur', false],
    ['en', 'Add une recherche', true],
    ['en', 'Support Español and Français in the picker', true],
    ['en', 'Rename São to Sao', true],
    // Names in a subject of another script.
    ['ko', 'readTree와 parseTree를 src/parser.ts로 이동', true],
    ['ko', 'README.md에 `npm run build` 설명 추가', true],
    ['ko', 'CommitDraftResult에서 filesNamedOnly 제거', true],
    ['ko', 'Spring Boot 3.2 업그레이드', true],
    ['ko', 'Add readTree', false],
    ['ja', 'readTree を src/parser.ts に移動', true],
    ['ja', 'Move readTree to src/parser.ts', false],
    ['zh', '将 readTree 移动到 src/parser.ts', true],
    ['zh', '添加 `readTree` 与 parseTree', true],
  ])('%s: %s', (language, text, isOwn) => {
    expect(isWrittenIn(language, text)).toBe(isOwn);
  });
});
