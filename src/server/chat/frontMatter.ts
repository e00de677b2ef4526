/** A Markdown file with what stands in its front matter. */
export interface MarkdownFile {
  /** Empty where there is none, or one that is no map. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const FRONT_MATTER = /^---[ \t]*\n([^]*?)^---[ \t]*(?:\n|$)/m;
/** UTF-16 units: a longer one is data in a disguise. */
const LONGEST_FRONT_MATTER = 10_000;

/** Parts a Markdown file from its front matter (YAML). @param text with LF line ends */
export async function readFrontMatter(text: string): Promise<MarkdownFile> {
  const match = text.startsWith('---') ? FRONT_MATTER.exec(text) : null;
  if (match?.index !== 0) return { fields: {}, body: text };
  const [whole, inside = ''] = match;
  const body = text.slice(whole.length);
  if (inside.length > LONGEST_FRONT_MATTER) return { fields: {}, body };
  const { parse } = await import('yaml');
  try {
    const fields: unknown = parse(inside, { maxAliasCount: 0, logLevel: 'silent' });
    return { fields: isRecord(fields) ? fields : {}, body };
  } catch {
    return { fields: {}, body };
  }
}

/** A field that is a text, or a list of texts that are then joined by commas; undefined for anything else. */
export function textField(fields: MarkdownFile['fields'], name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((each) => typeof each === 'string');
  return texts.length === 0 ? undefined : texts.join(',');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
