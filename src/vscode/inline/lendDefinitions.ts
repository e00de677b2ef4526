import * as vscode from 'vscode';
import type { DefinitionPlace, DefinitionsParams, DefinitionsResult } from '../../protocol/engine';
import { type LanguageServers, lookUpDefinitions } from './definitionLookup';

/** A language server that has not answered by then is busy with what the person asked of it. Milliseconds. */
const ANSWER_LIMIT_MS = 1_000;
/** For all positions of a request. Milliseconds. */
const REQUEST_LIMIT_MS = 2_500;

/** Answers the engine's question where names are defined, from whatever language extensions are installed. */
export function lendDefinitions(
  params: DefinitionsParams,
  token: vscode.CancellationToken,
): Promise<DefinitionsResult> {
  const end = Date.now() + REQUEST_LIMIT_MS;
  return lookUpDefinitions(params, SERVERS, () => token.isCancellationRequested || Date.now() > end);
}

const SERVERS: LanguageServers = {
  versionOf: (uri) =>
    vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri)?.version,
  findDefinitions: (uri, position) => ask('vscode.executeDefinitionProvider', uri, position),
  findTypeDefinitions: (uri, position) => ask('vscode.executeTypeDefinitionProvider', uri, position),
};

/** An answer that comes too late, and a provider's failure, count as no definition. */
async function ask(
  command: string,
  uri: string,
  { line, character }: { readonly line: number; readonly character: number },
): Promise<DefinitionPlace[]> {
  const position = new vscode.Position(line, character);
  const answer = vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[] | undefined>(
    command,
    vscode.Uri.parse(uri),
    position,
  );
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ANSWER_LIMIT_MS);
  });
  const found = await Promise.race([answer, limit]).catch(() => undefined);
  clearTimeout(timer);
  return (found ?? []).map(toPlace);
}

function toPlace(location: vscode.Location | vscode.LocationLink): DefinitionPlace {
  if ('uri' in location) return { uri: location.uri.toString(), line: location.range.start.line };
  const { targetUri, targetRange, targetSelectionRange } = location;
  return { uri: targetUri.toString(), line: (targetSelectionRange ?? targetRange).start.line };
}
