import { declarationReader } from '../text/declarations';

/** How a line declares a name: `member` is reached through a dot elsewhere, `local` only near by. */
export type DeclarationReach = 'member' | 'file' | 'local';

/** Says how a line declares `name`, by the shape of the line alone; undefined where it does not. */
export function declares(line: string, name: string, path: string): DeclarationReach | undefined {
  const declaration = declarationReader(path)(line);
  if (declaration?.name === name) return declaration.kind === 'method' ? 'member' : 'file';
  const literal = name.replace(/\$/g, '\\$');
  if (new RegExp(String.raw`^\s*(?:import|from|use|export)\b.*(?<![\w$])${literal}(?![\w$])`).test(line))
    return 'file';
  const reach = /^\s/.test(line) ? 'local' : 'file';
  if (new RegExp(String.raw`\b(?:const|let|var|val|mut|static|type)\s+${literal}(?![\w$])`).test(line))
    return reach;
  if (new RegExp(String.raw`^\s*(?:[\w$]+\s*,\s*)*${literal}(?:\s*,\s*[\w$]+)*\s*:?=(?!=)`).test(line))
    return reach;
  if (declaration && new RegExp(String.raw`\(.*(?<![\w$.])${literal}(?![\w$])`).test(line)) return 'local';
  return undefined;
}
