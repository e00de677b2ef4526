/**
 * Files that make an editor, a build or a tool run something, or say what may run: a change of one is a person's own
 * decision each time, whatever else was agreed to. The list follows the one by which VS Code keeps its own agent from
 * editing them unasked (`chat.tools.edits.autoApprove`, 1.139), and adds what Fairwind itself reads.
 */
const PROTECTED: readonly RegExp[] = [
  /(^|\/)\.vscode(\/|$)/,
  /(^|\/)\.git(\/|$)/,
  /(^|\/)\.(?:mcp|cursor\/mcp)\.json$/,
  /(^|\/)mcp\.json$/,
  /(^|\/)\.npmrc$/,
  /(^|\/)(?:package\.json|server\.xml|build\.rs|web\.config|\.gitattributes|\.env(?:\..*)?|\.envrc|cargo\.toml)$/,
  /(^|\/)(?:\.yarnrc|\.yarnrc\.yml|\.pnpmfile\.[^/]*|pnpm-workspace\.yaml)$/,
  /\.(?:code-workspace|csproj|fsproj|vbproj|vcxproj|proj|targets|props|gradle|gradle\.kts)$/,
  /(^|\/)gradle\.properties$/,
  /(^|\/)ruby_lsp\/[^/]+\/addon/,
  /\.lock$|-lock\.(?:yaml|json)$/,
  /(^|\/)\.github\/(?:agents|hooks|workflows|instructions|prompts|copilot-instructions\.md)/,
  /(^|\/)\.(?:claude|codex|cursor|idea|devcontainer|husky)(\/|$)/,
  /(^|\/)(?:agents|claude|gemini)\.md$/,
  /(^|\/)\.fairwind(?:ignore$|\/)/,
  /(^|\/)(?:\.gitmodules|\.gitconfig|\.bashrc|\.zshrc|\.profile|\.bash_profile)$/,
];

/** Whether a file is such; case does not count, since file systems differ in it. */
export function isProtectedFile(path: string): boolean {
  const plain = path.replaceAll('\\', '/').toLowerCase();
  return PROTECTED.some((pattern) => pattern.test(plain));
}

/** Languages whose editors fetch what a document names, or run what it says, once it is shown as one of theirs. */
const ACTING_LANGUAGES = /\.(?:json|jsonc|json5|yaml|yml|xml|html?|svg|xsd|xsl|toml|ipynb|code-workspace)$/i;

/** Whether a proposed file is shown as plain text until the person accepts it. */
export function isShownPlain(path: string): boolean {
  return isProtectedFile(path) || ACTING_LANGUAGES.test(path);
}
