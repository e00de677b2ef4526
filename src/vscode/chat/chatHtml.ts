export interface ChatHtmlOptions {
  /** `webview.cspSource`: where the page's own files come from. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** Random for each page; only the script that carries it runs. */
  readonly nonce: string;
  /** BCP 47 tag of the person's language. */
  readonly language: string;
}

/** The chat page. Nothing on it can be loaded from anywhere but the extension's own folder, and nothing can be sent. */
export function chatHtml({ cspSource, scriptUri, styleUri, nonce, language }: ChatHtmlOptions): string {
  const policy = [
    "default-src 'none'",
    `img-src ${cspSource} data:`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-src 'none'",
    // No text can become HTML or script, whatever code on the page tries it with.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Fairwind</title>
    <link rel="stylesheet" href="${styleUri}" />
  </head>
  <body>
    <script nonce="${nonce}" src="${scriptUri}"></script>
  </body>
</html>`;
}
