/** What stands after an opening fence. */
export interface FenceInfo {
  /** The language as written, in lower case; empty when none is named. */
  readonly language: string;
  /** The path of the file, when one is named. */
  readonly path: string | undefined;
}

/** Reads `ts src/app.ts`, `ts:src/app.ts`, `ts title="src/app.ts"`, and the like. */
export function parseFenceInfo(info: string): FenceInfo {
  const [, language = '', rest = ''] = /^\s*([^\s:{]*)[\s:]*(.*)$/.exec(info) ?? [];
  const [, quoted, bare] =
    /^\{?(?:(?:path|file|filename|title)\s*[=:]\s*)?(?:"([^"]+)"|([^\s"}]+))/i.exec(rest) ?? [];
  const path = quoted ?? bare;
  const looksLikePath = path !== undefined && /[./\\]/.test(path);
  return { language: language.toLowerCase(), path: looksLikePath ? path : undefined };
}
