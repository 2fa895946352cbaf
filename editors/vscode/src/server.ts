// Which program is the server. Nothing in the folder that is open has a say in it.
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

const name = process.platform === 'win32' ? 'copydesk.exe' : 'copydesk';

/** The path of the server: the setting, else the one that comes with the extension, else the one on the PATH. */
export function find(context: vscode.ExtensionContext): string | undefined {
  const set = vscode.workspace.getConfiguration('copydesk').inspect<string>('server.path')?.globalValue;
  if (set) {
    return set;
  }
  const bundled = context.asAbsolutePath(path.join('server', name));
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return [bundled, ...folders.map((folder) => path.join(folder, name))].find(runs);
}

function runs(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Says that there is no server, once, and how to get one. */
export async function missing(): Promise<void> {
  const set = 'Set the Path';
  const chosen = await vscode.window.showWarningMessage(
    'copydesk is not installed. Install it with “cargo install copydesk”, or set copydesk.server.path.',
    set,
  );
  if (chosen === set) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'copydesk.server.path');
  }
}
