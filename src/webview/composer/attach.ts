import type { FromWebview } from '../../protocol/webview';

/** What is read of one file at most; a larger one is not for a model. Bytes. */
export const MAX_ATTACHMENT = 20 * 1024 * 1024;
/** Under which VS Code gives files and folders that are dragged out of it. */
const URI_TYPES = ['application/vnd.code.uri-list', 'text/uri-list'];

/** The addresses of what is dropped, where it comes out of the editor or a file manager that names them. */
export function droppedUris(data: DataTransfer): readonly string[] {
  const list = URI_TYPES.map((type) => data.getData(type)).find((text) => text !== '') ?? '';
  return list
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => /^(?:file|vscode-remote|vscode-vfs|untitled|vscode-userdata):/.test(line));
}

/** Whether dragged data can be attached. */
export function isAttachable(data: DataTransfer): boolean {
  return [...data.types].some((type) => type === 'Files' || URI_TYPES.includes(type));
}

/** Reads pasted or dropped files; `null` in place of each that is too large. */
export async function readAttachments(
  files: readonly File[],
): Promise<readonly (Extract<FromWebview, { type: 'attach' }> | { readonly tooLarge: string })[]> {
  return Promise.all(
    files.map(async (file) => {
      const { name, type: mediaType, size } = file;
      if (size > MAX_ATTACHMENT) return { tooLarge: name };
      return { type: 'attach', name, mediaType, data: await readBase64(file) } as const;
    }),
  );
}

function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.onerror = () => reject(reader.error ?? new Error('not readable'));
    reader.readAsDataURL(file);
  });
}
