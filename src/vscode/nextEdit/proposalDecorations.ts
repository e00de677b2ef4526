import * as vscode from 'vscode';
import { visibleChanges } from '../../core/nextEdit/visibleChanges';
import type { ShownProposal } from './shownProposal';

/** Text that is put in is drawn on one line; more of it stands in the hover. UTF-16 units. */
const LONGEST_DRAWN = 120;
/** An arrow that points right, in a blue that is read on dark and on light. */
const ARROW = vscode.Uri.parse(
  `data:image/svg+xml;utf8,${encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M3 8h9M8.5 4.5 12 8l-3.5 3.5" fill="none" stroke="#3794ff" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/></svg>',
  )}`,
);

/** Draws a proposal: what it takes away struck through, what it puts in as ghost text, and a hint of the keys. */
export class ProposalDecorations implements vscode.Disposable {
  readonly #removed = vscode.window.createTextEditorDecorationType({
    textDecoration: 'line-through',
    backgroundColor: new vscode.ThemeColor('diffEditor.removedTextBackground'),
    borderColor: new vscode.ThemeColor('diffEditor.removedTextBorder'),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  readonly #inserted = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  readonly #line = vscode.window.createTextEditorDecorationType({
    gutterIconPath: ARROW,
    gutterIconSize: 'contain',
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.modifiedForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
  readonly #hint = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });

  /**
   * Draws in one editor.
   * @param hint the keys in words, at the end of a line of that editor
   */
  draw(
    editor: vscode.TextEditor,
    shown: ShownProposal | undefined,
    hint: { readonly line: number; readonly words: string } | undefined,
  ): void {
    const isHere = shown?.document === editor.document;
    const changes = isHere ? changesOf(shown) : [];
    const hover = isHere ? hoverOf(shown) : undefined;
    editor.setDecorations(
      this.#removed,
      changes.flatMap(({ range }) => (range.isEmpty ? [] : [{ range, hoverMessage: hover }])),
    );
    editor.setDecorations(
      this.#inserted,
      changes.flatMap(({ range, newText }) =>
        newText === ''
          ? []
          : [
              {
                range: new vscode.Range(range.end, range.end),
                hoverMessage: hover,
                renderOptions: { after: insertedStyle(newText) },
              },
            ],
      ),
    );
    editor.setDecorations(this.#line, isHere ? [shown.range.with({ end: shown.range.start })] : []);
    editor.setDecorations(this.#hint, hint ? [hintAt(editor, hint)] : []);
  }

  dispose(): void {
    vscode.Disposable.from(this.#removed, this.#inserted, this.#line, this.#hint).dispose();
  }
}

function changesOf({ document, range, proposal }: ShownProposal) {
  const start = document.offsetAt(range.start);
  return visibleChanges(document.getText(range), proposal.newText, document.languageId).map((change) => ({
    range: new vscode.Range(
      document.positionAt(start + change.range.start),
      document.positionAt(start + change.range.end),
    ),
    newText: change.newText,
  }));
}

/** In high contrast themes no background tells the two apart, so that a border does. */
function insertedStyle(newText: string): vscode.ThemableDecorationAttachmentRenderOptions {
  const line = newText.replace(/\r?\n/g, '⏎').replaceAll('\t', '  ');
  const drawn = line.length > LONGEST_DRAWN ? `${line.slice(0, LONGEST_DRAWN)}…` : line;
  const { kind } = vscode.window.activeColorTheme;
  const isHighContrast =
    kind === vscode.ColorThemeKind.HighContrast || kind === vscode.ColorThemeKind.HighContrastLight;
  return {
    contentText: drawn.replaceAll(' ', '\u00a0'),
    color: new vscode.ThemeColor('editor.foreground'),
    backgroundColor: new vscode.ThemeColor('diffEditor.insertedTextBackground'),
    fontStyle: 'italic',
    ...(isHighContrast && { border: '1px dashed', borderColor: new vscode.ThemeColor('contrastBorder') }),
  };
}

function hintAt(
  { document }: vscode.TextEditor,
  { line, words }: { readonly line: number; readonly words: string },
): vscode.DecorationOptions {
  const { end } = document.lineAt(line).range;
  return {
    range: new vscode.Range(end, end),
    renderOptions: {
      after: {
        contentText: words.replaceAll(' ', '\u00a0'),
        color: new vscode.ThemeColor('editorCodeLens.foreground'),
        margin: '0 0 0 2em',
      },
    },
  };
}

function hoverOf({ proposal, document }: ShownProposal): vscode.MarkdownString {
  return new vscode.MarkdownString()
    .appendText(proposal.label)
    .appendCodeblock(proposal.newText, document.languageId);
}
