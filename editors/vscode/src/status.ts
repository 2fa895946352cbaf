// The draft in a line of the status bar.
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/node';
import { Glance, ask, current } from './draft';

/** Keeps the line up to date for as long as `client` runs. */
export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('copydesk', vscode.StatusBarAlignment.Right, 90);

  constructor(private readonly client: LanguageClient) {
    this.item.name = 'copydesk';
    this.item.command = 'copydesk.openSheet';
    this.item.tooltip = 'copydesk: runs on this computer, sends nothing';
  }

  async refresh(): Promise<void> {
    const document = current();
    const glance = document && (await ask<Glance>(this.client, 'copydesk.glance', document).catch(() => undefined));
    if (!glance || document !== current()) {
      if (!current()) {
        this.item.hide();
      }
      return;
    }
    const some = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`;
    this.item.text = [
      some(glance.quotations, 'quote', 'quotes'),
      `${glance.unattributed} unattributed`,
      some(glance.uncited, 'credit unlinked', 'credits unlinked'),
    ].join(' · ');
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
