// What a writer can ask for by name.
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/node';
import { ask, current, isAddress } from './draft';
import * as sheet from './sheet';

/** Titles under which the server offers ways to cite. */
const citing = /^(Link|New source|Add a footnote|Cite by key|List a source)\b/;

/** Links the credit, quotation or selection at the cursor to the address on the clipboard. */
export async function linkCopied(client: LanguageClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return;
  }
  const url = (await vscode.env.clipboard.readText()).trim();
  if (!isAddress(url)) {
    vscode.window.setStatusBarMessage('copydesk: there is no address on the clipboard', 4000);
    return;
  }
  const range = client.code2ProtocolConverter.asRange(editor.selection);
  if (!(await ask<boolean>(client, 'copydesk.insertCitation', editor.document, { range, url }))) {
    vscode.window.setStatusBarMessage('copydesk: nothing here can be linked', 4000);
  }
}

/** Offers every way to cite what is at the cursor. */
export async function cite(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return;
  }
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    editor.document.uri,
    editor.selection,
    undefined,
    // Their edits are asked for along with them.
    50,
  );
  const ways = actions.filter((action) => action.edit && citing.test(action.title));
  if (ways.length === 0) {
    vscode.window.setStatusBarMessage('copydesk: nothing here can be cited', 4000);
    return;
  }
  const picked = await vscode.window.showQuickPick(
    ways.map((action) => ({ label: action.title, action })),
    { placeHolder: 'TK stands where the address goes' },
  );
  if (picked?.action.edit && (await vscode.workspace.applyEdit(picked.action.edit)) && picked.action.command) {
    const { command, arguments: values } = picked.action.command;
    await vscode.commands.executeCommand(command, ...(values ?? []));
  }
}

/** Opens the fact-check sheet of the draft in front of the writer. */
export async function openSheet(client: LanguageClient): Promise<void> {
  const document = current();
  const markdown = document && (await ask<string>(client, 'copydesk.sheet', document));
  if (markdown) {
    await sheet.show(markdown, document);
  }
}

/** Pages of rules as documents that can be read and not changed. */
export class Pages implements vscode.TextDocumentContentProvider {
  static readonly scheme = 'copydesk-rule';
  private readonly pages = new Map<string, string>();

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.pages.get(uri.path) ?? '';
  }

  /** Shows the page of a rule that is found at the cursor, or of any that the writer picks. */
  async explain(client: LanguageClient, rule?: string): Promise<void> {
    const name = rule ?? (await pick(client));
    if (!name) {
      return;
    }
    const call = { command: 'copydesk.showRule', arguments: [{ rule: name, show: false }] };
    const page = await client.sendRequest<string>('workspace/executeCommand', call);
    const uri = vscode.Uri.from({ scheme: Pages.scheme, path: `/${name}.md` });
    this.pages.set(uri.path, page);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }
}

/** A rule: the one that is found at the cursor, or the one that the writer picks of all, those found in the draft first. */
async function pick(client: LanguageClient): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const found = editor ? vscode.languages.getDiagnostics(editor.document.uri) : [];
  const ours = found.filter((diagnostic) => diagnostic.source === 'copydesk');
  const code = (diagnostic: vscode.Diagnostic) =>
    String(typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code);
  const here = ours.find((diagnostic) => editor && diagnostic.range.contains(editor.selection.active));
  if (here) {
    return code(here);
  }
  const names = new Set(ours.map(code));
  const rules = await client.sendRequest<Rule[]>('workspace/executeCommand', { command: 'copydesk.rules', arguments: [] });
  const items = rules.map(({ rule, summary }) => ({ label: rule, description: names.has(rule) ? 'in this draft' : '', detail: summary }));
  items.sort((one, other) => Number(names.has(other.label)) - Number(names.has(one.label)));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Which rule?', matchOnDetail: true });
  return picked?.label;
}

interface Rule {
  rule: string;
  summary: string;
}
