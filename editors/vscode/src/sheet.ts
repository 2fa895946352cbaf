// The fact-check sheet in a page of its own. The page runs no script and loads nothing.
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Shows `markdown`, a sheet of `document`, beside it. */
export async function show(markdown: string, document: vscode.TextDocument | undefined): Promise<void> {
  const name = document ? vscode.workspace.asRelativePath(document.uri) : 'draft';
  // The editor's own renderer, the one of its preview.
  const body = await vscode.commands.executeCommand<string>('markdown.api.render', markdown);
  const panel = vscode.window.createWebviewPanel('copydesk.sheet', `Sheet: ${name}`, vscode.ViewColumn.Beside, {
    enableScripts: false,
    enableCommandUris: false,
    localResourceRoots: [],
  });
  panel.webview.html = page(body, randomBytes(16).toString('base64'));
}

/** A whole page around `body`, in which nothing holds but the one style sheet that has the `nonce`. */
export function page(body: string, nonce: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<title>Fact-check sheet</title>
<style nonce="${nonce}">
body { color: var(--vscode-foreground); font-family: var(--vscode-font-family); padding: 0 1em 2em; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--vscode-widget-border, #8884); padding: 0.3em 0.6em; text-align: left; vertical-align: top; }
</style>
</head>
<body>
${body}
</body>
</html>`;
}
