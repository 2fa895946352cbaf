// Runs inside the real VS Code: the contract of `extensionTestsPath` is a function `run`.
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

const newsroom = process.env['NEWSROOM']!;

async function until<T>(what: string, look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found) {
      return found;
    }
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const read = (name: string) => fs.readFileSync(path.join(process.env['EXPECTED']!, name), 'utf8');

function codes(document: vscode.TextDocument): string {
  const found = vscode.languages.getDiagnostics(document.uri).filter((diagnostic) => diagnostic.source === 'copydesk');
  const code = (it: vscode.Diagnostic) => (typeof it.code === 'object' ? it.code.value : it.code);
  return found.map((it) => `${code(it)}@${it.range.start.line + 1}`).sort().join(' ');
}

function place(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `no such text: ${text}`);
  return document.positionAt(at + 1);
}

async function hover(document: vscode.TextDocument, text: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, place(document, text));
  return hovers.flatMap((it) => it.contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n');
}

async function act(document: vscode.TextDocument, text: string, title: string): Promise<void> {
  const at = place(document, text);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(at, at),
    undefined,
    50,
  );
  const action = actions.find((it) => it.title === title);
  assert.ok(action?.edit, `no “${title}” among: ${actions.map((it) => it.title).join(' | ')}`);
  assert.ok(!action.isPreferred);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

export async function run(): Promise<void> {
  const log: string[] = [];
  try {
    await test((line) => log.push(line));
    log.push('passed');
  } catch (error) {
    log.push(`failed: ${error instanceof Error ? error.stack : String(error)}`);
    throw error;
  } finally {
    fs.writeFileSync(process.env['COPYDESK_TEST_LOG']!, `${log.join('\n')}\n`);
  }
}

async function test(say: (line: string) => void): Promise<void> {
  const document = await vscode.workspace.openTextDocument(path.join(newsroom, 'draft.md'));
  const editor = await vscode.window.showTextDocument(document);
  await until('findings', () => codes(document) !== '');
  say(`VS Code ${vscode.version} found ${codes(document)}`);
  assert.equal(codes(document), 'unattributed-quote@6 uncited-outlet@8');
  say('ok findings');

  const card = await hover(document, 'Lindqvist closed');
  assert.match(card, /Mayor/i);
  assert.match(card, /2025/);
  assert.match(await hover(document, 'It would not'), /Ada Lindqvist/);
  assert.match(await hover(document, 'Nobody asked'), /unattributed-quote/);
  say('ok hover');

  await act(document, 'Nobody asked', 'Attribute to TK');
  assert.equal(document.getText(), read('attributed.md'));
  await until('the finding to go', () => !codes(document).includes('unattributed'));
  await vscode.commands.executeCommand('undo');
  assert.equal(document.getText(), read('draft.md'));
  say('ok attribute');

  await act(document, 'Reuters reported', 'Link “Reuters reported”');
  assert.equal(document.getText(), read('cited.md'));
  say('ok cite');
  await vscode.commands.executeCommand('undo');

  // The address on the clipboard.
  await vscode.env.clipboard.writeText('https://reuters.example/river');
  const credit = place(document, 'Reuters reported');
  editor.selection = new vscode.Selection(credit, credit);
  await vscode.commands.executeCommand('copydesk.linkCopied');
  await until('the link', () => document.getText().includes('[Reuters reported](https://reuters.example/river).'));
  await vscode.commands.executeCommand('undo');

  const lenses = await until('the lens', async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 9);
    return found.find((lens) => lens.command?.title.includes('unattributed'));
  });
  assert.match(lenses.command!.title, /^2 quotations · 1 speaker · 1 unattributed · 1 credit unlinked$/);
  await vscode.commands.executeCommand('copydesk.openSheet');
  await until('the sheet', () =>
    vscode.window.tabGroups.all.flatMap((group) => group.tabs).find((tab) => tab.label.startsWith('Sheet: ')),
  );
  await vscode.commands.executeCommand('copydesk.explain', 'uncited-outlet');
  await until('the page of the rule', () =>
    vscode.window.tabGroups.all.flatMap((group) => group.tabs).find((tab) => tab.label.includes('uncited-outlet')),
  );

  // A draft without a file is read as well.
  const content = 'It rose, Reuters reported. See https://river.example/levels for more.\n';
  const untitled = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  const all = 'bare-url@1 uncited-outlet@1';
  await until('findings without a file', () => codes(untitled) === all);

  // A hint that the writer mutes is gone at once, and comes back. Warnings are the desk's word.
  const settings = vscode.workspace.getConfiguration('copydesk');
  await settings.update('minimumLevel', 'warning', vscode.ConfigurationTarget.Global);
  await until('a hint to be muted', () => codes(untitled) === 'uncited-outlet@1');
  await settings.update('minimumLevel', undefined, vscode.ConfigurationTarget.Global);
  await until('the hint to be back', () => codes(untitled) === all);

  await vscode.commands.executeCommand('copydesk.restart');
  await until('findings after a restart', () => codes(document) === 'unattributed-quote@6 uncited-outlet@8');
}
