import type { CommitStyle, MessageLanguage, Mood } from './style';

/** What a plain draft can say of a change. */
export type Action =
  | 'add'
  | 'remove'
  | 'rename'
  | 'move'
  | 'renameFiles'
  | 'moveFiles'
  | 'update'
  | 'test'
  | 'document'
  | 'comment'
  | 'reformat'
  | 'bump'
  | 'makeExecutable'
  | 'makeNonExecutable';

/** One statement about a change. `object` is what was changed; `target` what it became or where it went. */
export interface Statement {
  readonly action: Action;
  readonly object: string;
  readonly target?: string;
}

/** English phrases by mood: imperative, past, third person, gerund. `{0}` is the object, `{1}` the target. */
const VERBS = {
  add: ['Add', 'Added', 'Adds', 'Adding'],
  remove: ['Remove', 'Removed', 'Removes', 'Removing'],
  rename: ['Rename', 'Renamed', 'Renames', 'Renaming'],
  move: ['Move', 'Moved', 'Moves', 'Moving'],
  update: ['Update', 'Updated', 'Updates', 'Updating'],
  document: ['Document', 'Documented', 'Documents', 'Documenting'],
  reformat: ['Reformat', 'Reformatted', 'Reformats', 'Reformatting'],
  bump: ['Bump', 'Bumped', 'Bumps', 'Bumping'],
  make: ['Make', 'Made', 'Makes', 'Making'],
} as const;

const ENGLISH: Readonly<Record<Action, readonly [verb: keyof typeof VERBS, rest: string]>> = {
  add: ['add', '{0}'],
  remove: ['remove', '{0}'],
  rename: ['rename', '{0} to {1}'],
  move: ['move', '{0} to {1}'],
  renameFiles: ['rename', '{0}'],
  moveFiles: ['move', '{0}'],
  update: ['update', '{0}'],
  test: ['add', 'tests for {0}'],
  document: ['document', '{0}'],
  comment: ['update', 'comments in {0}'],
  reformat: ['reformat', '{0}'],
  bump: ['bump', '{0} to {1}'],
  makeExecutable: ['make', '{0} executable'],
  makeNonExecutable: ['make', '{0} non-executable'],
};

/** Other languages have one form each; a noun phrase is what their logs use. */
const OTHERS: Readonly<Record<Exclude<MessageLanguage, 'en'>, Readonly<Record<Action, string>>>> = {
  ko: {
    add: '{0} 추가',
    remove: '{0} 제거',
    rename: '{0} 이름을 {1}(으)로 변경',
    move: '{0} 위치를 {1}(으)로 이동',
    renameFiles: '{0} 이름 변경',
    moveFiles: '{0} 위치 이동',
    update: '{0} 수정',
    test: '{0} 테스트 추가',
    document: '{0} 문서화',
    comment: '{0} 주석 수정',
    reformat: '{0} 서식 정리',
    bump: '{0} 버전을 {1}(으)로 올림',
    makeExecutable: '{0} 실행 권한 추가',
    makeNonExecutable: '{0} 실행 권한 제거',
  },
  ja: {
    add: '{0} を追加',
    remove: '{0} を削除',
    rename: '{0} を {1} に改名',
    move: '{0} を {1} に移動',
    renameFiles: '{0} を改名',
    moveFiles: '{0} を移動',
    update: '{0} を更新',
    test: '{0} のテストを追加',
    document: '{0} の説明を追加',
    comment: '{0} のコメントを更新',
    reformat: '{0} を整形',
    bump: '{0} を {1} に更新',
    makeExecutable: '{0} を実行可能に変更',
    makeNonExecutable: '{0} を実行不可に変更',
  },
  zh: {
    add: '添加 {0}',
    remove: '删除 {0}',
    rename: '将 {0} 重命名为 {1}',
    move: '将 {0} 移动到 {1}',
    renameFiles: '重命名 {0}',
    moveFiles: '移动 {0}',
    update: '更新 {0}',
    test: '添加 {0} 的测试',
    document: '补充 {0} 的文档',
    comment: '更新 {0} 的注释',
    reformat: '格式化 {0}',
    bump: '将 {0} 升级到 {1}',
    makeExecutable: '将 {0} 设为可执行',
    makeNonExecutable: '取消 {0} 的可执行权限',
  },
  ru: {
    add: 'Добавить {0}',
    remove: 'Удалить {0}',
    rename: 'Переименовать {0} в {1}',
    move: 'Переместить {0} в {1}',
    renameFiles: 'Переименовать {0}',
    moveFiles: 'Переместить {0}',
    update: 'Обновить {0}',
    test: 'Добавить тесты для {0}',
    document: 'Описать {0}',
    comment: 'Обновить комментарии в {0}',
    reformat: 'Отформатировать {0}',
    bump: 'Обновить {0} до {1}',
    makeExecutable: 'Сделать {0} исполняемым',
    makeNonExecutable: 'Сделать {0} неисполняемым',
  },
  de: {
    add: '{0} hinzufügen',
    remove: '{0} entfernen',
    rename: '{0} in {1} umbenennen',
    move: '{0} nach {1} verschieben',
    renameFiles: '{0} umbenennen',
    moveFiles: '{0} verschieben',
    update: '{0} anpassen',
    test: 'Tests für {0} hinzufügen',
    document: '{0} dokumentieren',
    comment: 'Kommentare in {0} anpassen',
    reformat: '{0} neu formatieren',
    bump: '{0} auf {1} aktualisieren',
    makeExecutable: '{0} ausführbar machen',
    makeNonExecutable: '{0} nicht mehr ausführbar machen',
  },
  fr: {
    add: 'Ajouter {0}',
    remove: 'Supprimer {0}',
    rename: 'Renommer {0} en {1}',
    move: 'Déplacer {0} vers {1}',
    renameFiles: 'Renommer {0}',
    moveFiles: 'Déplacer {0}',
    update: 'Modifier {0}',
    test: 'Ajouter des tests pour {0}',
    document: 'Documenter {0}',
    comment: 'Mettre à jour les commentaires de {0}',
    reformat: 'Reformater {0}',
    bump: 'Mettre à jour {0} vers {1}',
    makeExecutable: 'Rendre {0} exécutable',
    makeNonExecutable: 'Rendre {0} non exécutable',
  },
  es: {
    add: 'Añadir {0}',
    remove: 'Eliminar {0}',
    rename: 'Renombrar {0} a {1}',
    move: 'Mover {0} a {1}',
    renameFiles: 'Renombrar {0}',
    moveFiles: 'Mover {0}',
    update: 'Actualizar {0}',
    test: 'Añadir pruebas de {0}',
    document: 'Documentar {0}',
    comment: 'Actualizar los comentarios de {0}',
    reformat: 'Reformatear {0}',
    bump: 'Actualizar {0} a {1}',
    makeExecutable: 'Hacer ejecutable {0}',
    makeNonExecutable: 'Hacer no ejecutable {0}',
  },
  pt: {
    add: 'Adicionar {0}',
    remove: 'Remover {0}',
    rename: 'Renomear {0} para {1}',
    move: 'Mover {0} para {1}',
    renameFiles: 'Renomear {0}',
    moveFiles: 'Mover {0}',
    update: 'Atualizar {0}',
    test: 'Adicionar testes de {0}',
    document: 'Documentar {0}',
    comment: 'Atualizar comentários em {0}',
    reformat: 'Reformatar {0}',
    bump: 'Atualizar {0} para {1}',
    makeExecutable: 'Tornar {0} executável',
    makeNonExecutable: 'Tornar {0} não executável',
  },
};

const MOOD_COLUMNS = { imperative: 0, past: 1, third: 2, gerund: 3 } as const satisfies Record<Mood, number>;

/** Puts a statement into the language and mood of a style, starting with a capital letter where the script has one. */
export function phrase(statement: Statement, style: Pick<CommitStyle, 'language' | 'mood'>): string {
  if (style.language !== 'en') return fill(OTHERS[style.language][statement.action], statement);
  const [verb, rest] = ENGLISH[statement.action];
  return `${VERBS[verb][MOOD_COLUMNS[style.mood]]} ${fill(rest, statement)}`;
}

function fill(template: string, { object, target = '' }: Statement): string {
  return template.replace(/\{([01])\}/g, (_, index) => (index === '0' ? object : target));
}

const AND: Readonly<Record<MessageLanguage, string>> = {
  en: ' and ',
  ko: ', ',
  ja: '、',
  zh: '、',
  ru: ' и ',
  de: ' und ',
  fr: ' et ',
  es: ' y ',
  pt: ' e ',
};
const MORE: Readonly<Record<MessageLanguage, string>> = {
  en: '{0} more',
  ko: '외 {0}개',
  ja: '他 {0} 件',
  zh: '等 {0} 项',
  ru: 'ещё {0}',
  de: '{0} weitere',
  fr: '{0} autres',
  es: '{0} más',
  pt: 'mais {0}',
};

/** Joins names as a person would: `a`, `a and b`, `a, b and 3 more`. */
export function joinNames(names: readonly string[], most: number, language: MessageLanguage): string {
  const shown = names.slice(0, most);
  const hidden = names.length - shown.length;
  if (hidden > 0) shown.push(MORE[language].replace('{0}', String(hidden)));
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')}${AND[language]}${last}`;
}

const FILES: Readonly<Record<MessageLanguage, readonly [anywhere: string, inFolder: string]>> = {
  en: ['{0} files', '{0} files in {1}'],
  ko: ['파일 {0}개', '{1}의 파일 {0}개'],
  ja: ['{0} ファイル', '{1} の {0} ファイル'],
  zh: ['{0} 个文件', '{1} 中的 {0} 个文件'],
  ru: ['файлы ({0})', 'файлы в {1} ({0})'],
  de: ['Dateien ({0})', 'Dateien in {1} ({0})'],
  fr: ['fichiers ({0})', 'fichiers dans {1} ({0})'],
  es: ['archivos ({0})', 'archivos en {1} ({0})'],
  pt: ['arquivos ({0})', 'arquivos em {1} ({0})'],
};

/** Names files by their number, and by the folder they are all in where there is one. */
export function countFiles(count: number, folder: string | undefined, language: MessageLanguage): string {
  const [anywhere, inFolder] = FILES[language];
  const counted = folder === undefined ? anywhere : inFolder.replace('{1}', folder);
  return (language === 'en' && count === 1 ? counted.replace('files', 'file') : counted).replace(
    '{0}',
    String(count),
  );
}
