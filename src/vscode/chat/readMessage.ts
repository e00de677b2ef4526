import type { FromWebview } from '../../protocol/webview';

/** Text longer than this is not something a person typed or a button copied. UTF-16 units. */
const MAX_TEXT = 16 * 1024 * 1024;

/**
 * Reads a message of the chat page. The page shows what a model wrote, so nothing it sends is believed unchecked:
 * undefined for anything that is not exactly one of the known messages.
 */
export function readMessage(raw: unknown): FromWebview | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { type, text, id, included, url } = raw as Record<string, unknown>;
  switch (type) {
    case 'ready':
    case 'stop':
    case 'connectModel':
    case 'setKey':
      return { type };
    case 'send':
    case 'copy':
    case 'insert':
      return isText(text) ? { type, text } : undefined;
    case 'regenerate':
      return isText(id) ? { type, id } : undefined;
    case 'includeContext':
      return isText(id) && typeof included === 'boolean' ? { type, id, included } : undefined;
    case 'openLink':
      return isText(url) && isWebAddress(url) ? { type, url } : undefined;
    default:
      return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_TEXT;
}

/** Only http and https leave the page; `command:`, `vscode:`, `file:` and the rest are not links. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'https:' || protocol === 'http:';
}
