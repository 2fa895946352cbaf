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
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder) && !isOpen(folder));
  return [bundled, ...folders.map((folder) => path.join(folder, name))].find(runs);
}

/** Whether a folder lies in one that is open, whose programs are not ours to run. */
function isOpen(folder: string): boolean {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder)) !== undefined;
}

function runs(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Says that there is no server and how to get one. */
export async function missing(): Promise<void> {
  const set = 'Set the Path';
  const chosen = await vscode.window.showWarningMessage(
    'copydesk: the program copydesk is not on this computer. Install it with “cargo install --path .” in its source folder, or say where it is.',
    set,
  );
  if (chosen === set) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'copydesk.server.path');
  }
}
