// The quotations of the draft, by who says them.
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/node';
import { Quotation, ask, current } from './draft';

export type Node = { speaker: string | null; quotations: Quotation[] } | { quotation: Quotation; document: vscode.TextDocument };

export class Quotations implements vscode.TreeDataProvider<Node> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private document: vscode.TextDocument | undefined;

  constructor(private readonly client: LanguageClient) {}

  refresh(): void {
    this.changed.fire();
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node) {
      const document = this.document;
      return 'quotations' in node && document ? node.quotations.map((quotation) => ({ quotation, document })) : [];
    }
    this.document = current() ?? this.document;
    if (!this.document || this.document.isClosed) {
      return [];
    }
    const all = (await ask<Quotation[]>(this.client, 'copydesk.quotations', this.document).catch(() => undefined)) ?? [];
    const speakers = new Map<string | null, Quotation[]>();
    for (const quotation of all) {
      speakers.set(quotation.speaker, [...(speakers.get(quotation.speaker) ?? []), quotation]);
    }
    // Those of nobody are what a writer looks for.
    const order = [...speakers].sort(([a], [b]) => (a === null ? -1 : b === null ? 1 : 0));
    return order.map(([speaker, quotations]) => ({ speaker, quotations }));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if ('quotations' in node) {
      const item = new vscode.TreeItem(node.speaker ?? 'Nobody named', vscode.TreeItemCollapsibleState.Expanded);
      item.description = String(node.quotations.length);
      item.iconPath = new vscode.ThemeIcon(node.speaker === null ? 'question' : 'person');
      return item;
    }
    const item = new vscode.TreeItem(node.quotation.text);
    item.tooltip = node.quotation.text;
    // Arguments would be lost with the item if the view is refreshed between the click and the command.
    item.command = { command: 'copydesk.showQuotation', title: 'Show' };
    return item;
  }

  /** Selects in its draft the quotation that is selected in the view. */
  show([node]: readonly Node[]): Thenable<unknown> | undefined {
    if (!node || 'quotations' in node) {
      return undefined;
    }
    const selection = this.client.protocol2CodeConverter.asRange(node.quotation.range);
    return vscode.window.showTextDocument(node.document.uri, { selection });
  }
}
