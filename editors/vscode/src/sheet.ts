// The fact-check sheet in a page of its own. The page runs no script and loads nothing.
import * as vscode from 'vscode';

/** Shows `markdown`, a sheet of `document`, beside it. */
export async function show(markdown: string, document: vscode.TextDocument | undefined): Promise<void> {
  const name = document ? vscode.workspace.asRelativePath(document.uri) : 'draft';
  const panel = vscode.window.createWebviewPanel('copydesk.sheet', `Sheet: ${name}`, vscode.ViewColumn.Beside, {
    enableScripts: false,
    enableCommandUris: false,
    localResourceRoots: [],
  });
  panel.webview.html = page(html(markdown));
}

function page(body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';">
<title>Fact-check sheet</title>
<style>
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

/** The little Markdown that a sheet is written in: headings, paragraphs and tables. All else is text. */
export function html(markdown: string): string {
  const out: string[] = [];
  let rows = 0;
  const close = () => {
    if (rows > 0) {
      out.push('</table>');
    }
    rows = 0;
  };
  for (const line of markdown.split('\n')) {
    if (line.startsWith('|')) {
      if (/^\|[-:|]+\|$/.test(line)) {
        continue;
      }
      if (rows === 0) {
        out.push('<table>');
      }
      const tag = rows === 0 ? 'th' : 'td';
      const cells = line.slice(1, -1).split(/(?<!\\)\|/);
      out.push(`<tr>${cells.map((cell) => `<${tag}>${text(cell.trim())}</${tag}>`).join('')}</tr>`);
      rows += 1;
      continue;
    }
    close();
    const heading = /^(#{1,6}) (.*)$/.exec(line);
    if (heading) {
      const level = heading[1]!.length;
      out.push(`<h${level}>${text(heading[2]!)}</h${level}>`);
    } else if (line.trim() !== '') {
      out.push(`<p>${text(line)}</p>`);
    }
  }
  close();
  return out.join('\n');
}

/** Text with its escapes resolved and nothing in it that a page could read as markup. */
function text(markdown: string): string {
  const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return markdown.replace(/\\([\\`*_[\]<>#|~&])/g, '$1').replace(/[&<>"']/g, (c) => escapes[c]!);
}
