import type { FromSentPage, SentFilter } from '../../protocol/sentPage';

/** Reads a message of the page: undefined for anything that is not one of the known messages. */
export function readSentMessage(raw: unknown): FromSentPage | undefined {
  if (!isRecord(raw)) return undefined;
  const { type, ask, filter, before, id, text } = raw;
  switch (type) {
    case 'ready':
    case 'clear':
      return { type };
    case 'get':
      return isText(id) ? { type, id } : undefined;
    case 'copy':
      return isText(text) ? { type, text } : undefined;
    case 'list':
      if (typeof ask !== 'number' || !isFilter(filter)) return undefined;
      return { type, ask, filter, ...(isText(before) && { before }) };
    default:
      return undefined;
  }
}

function isFilter(value: unknown): value is SentFilter {
  if (!isRecord(value)) return false;
  const { query, role, where } = value;
  return (
    isText(query) &&
    (role === undefined || isText(role)) &&
    (where === undefined || where === 'local' || where === 'remote')
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
