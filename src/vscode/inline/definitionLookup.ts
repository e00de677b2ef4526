import type { DefinitionPlace, DefinitionsParams, DefinitionsResult } from '../../protocol/engine';

/** The editor's language servers, as far as definitions go. */
export interface LanguageServers {
  /** The version of an open document; undefined when it is not open. */
  versionOf(uri: string): number | undefined;
  findDefinitions(uri: string, position: Position): Promise<readonly DefinitionPlace[]>;
  findTypeDefinitions(uri: string, position: Position): Promise<readonly DefinitionPlace[]>;
}

type Position = DefinitionsParams['positions'][number];

/** A name that is defined in more places says nothing about which one is meant. */
const MOST_PLACES = 3;

/**
 * Where the names at some positions of a document are defined, one after another, so that a language server is never
 * asked more than one thing at once.
 * @param isOver looked at before each position: from when it is true, or the document has changed, the rest is answered
 * with `null`
 */
export async function lookUpDefinitions(
  { uri, version, positions }: DefinitionsParams,
  servers: LanguageServers,
  isOver: () => boolean,
): Promise<DefinitionsResult> {
  const definitions: (DefinitionPlace | null)[] = [];
  for (const position of positions) {
    const hasChanged = servers.versionOf(uri) !== version;
    if (hasChanged && definitions.length === 0) return { definitions: null };
    definitions.push(hasChanged || isOver() ? null : await lookUp(uri, position, servers));
  }
  return { definitions };
}

/** What is defined in the document itself, the model mostly sees or the engine finds; its type may be anywhere. */
async function lookUp(
  uri: string,
  position: Position,
  servers: LanguageServers,
): Promise<DefinitionPlace | null> {
  const places = await servers.findDefinitions(uri, position);
  const [place] = places;
  if (!place || places.length > MOST_PLACES) return null;
  if (place.uri !== uri) return place;
  const [type] = await servers.findTypeDefinitions(uri, position);
  return type ?? null;
}
