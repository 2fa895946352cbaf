// Starts the server and shows what it says. All that is decided is decided there.
import * as vscode from 'vscode';
import { LanguageClient, LanguageClientOptions, RevealOutputChannelOn, TransportKind } from 'vscode-languageclient/node';
import * as commands from './commands';
import { current, languages } from './draft';
import * as paste from './paste';
import { Quotations } from './quotations';
import * as server from './server';
import * as sheet from './sheet';
import { Status } from './status';

let running: Running | undefined;
/** Ends when the last start or stop that was asked for has ended: they never overlap. */
let settled: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const pages = new commands.Pages();
  const restart = () =>
    inTurn(async () => {
      await stop();
      running = await Running.start(context);
    });
  const withClient = (run: (client: LanguageClient) => unknown) => () => (running ? run(running.client) : server.missing());
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(commands.Pages.scheme, pages),
    vscode.commands.registerCommand('copydesk.restart', restart),
    vscode.commands.registerCommand('copydesk.linkCopied', withClient(commands.linkCopied)),
    vscode.commands.registerCommand('copydesk.cite', commands.cite),
    vscode.commands.registerCommand('copydesk.openSheet', withClient(commands.openSheet)),
    vscode.commands.registerCommand('copydesk.explain', (rule?: unknown) => {
      const name = typeof rule === 'string' ? rule : undefined;
      return running ? pages.explain(running.client, name) : server.missing();
    }),
    vscode.commands.registerCommand('copydesk.showQuotation', () => running?.showQuotation()),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (['copydesk.server.path', 'copydesk.wholeFolder'].some((name) => event.affectsConfiguration(name))) {
        void restart();
      }
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await inTurn(stop);
}

function inTurn(task: () => Promise<void>): Promise<void> {
  settled = settled.then(task, task);
  return settled;
}

async function stop(): Promise<void> {
  const old = running;
  running = undefined;
  await old?.stop();
}

/** One server and everything that shows what it says. */
class Running {
  private readonly disposables: vscode.Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** Leads to the quotation that is selected in the view. */
  readonly showQuotation: () => Thenable<unknown> | undefined;

  private constructor(readonly client: LanguageClient) {
    const status = new Status(client);
    const quotations = new Quotations(client);
    const view = vscode.window.createTreeView('copydesk.quotations', { treeDataProvider: quotations });
    this.showQuotation = () => quotations.show(view.selection);
    const refresh = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        void status.refresh();
        if (view.visible) {
          quotations.refresh();
        }
      }, 300);
    };
    this.disposables.push(
      status,
      view,
      view.onDidChangeVisibility(refresh),
      vscode.window.onDidChangeActiveTextEditor(refresh),
      vscode.workspace.onDidChangeTextDocument((event) => event.document === current() && refresh()),
      vscode.languages.onDidChangeDiagnostics(refresh),
    );
    const pasting = paste.register(client);
    if (pasting) {
      this.disposables.push(pasting);
    }
    refresh();
  }

  static async start(context: vscode.ExtensionContext): Promise<Running | undefined> {
    const command = server.find(context);
    if (!command) {
      void server.missing();
      return undefined;
    }
    const settings = vscode.workspace.getConfiguration('copydesk');
    const options: LanguageClientOptions = {
      documentSelector: languages.flatMap((language) => [
        { scheme: 'file', language },
        { scheme: 'untitled', language },
      ]),
      initializationOptions: {
        quietMs: settings.get('quietMs'),
        minimumLevel: settings.get('minimumLevel'),
        inlayHints: settings.get('inlayHints'),
        wholeFolder: settings.get('wholeFolder'),
        trusted: vscode.workspace.isTrusted,
      },
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      middleware: {
        // The lens over the title calls the server's own command, whose answer is to be shown.
        async executeCommand(command, values, next) {
          const result: unknown = await next(command, values);
          if (command === 'copydesk.sheet' && typeof result === 'string') {
            await sheet.show(result, current());
          }
          return result;
        },
      },
    };
    const run = { command, args: ['lsp'], transport: TransportKind.stdio };
    const client = new LanguageClient('copydesk', 'copydesk', run, options);
    try {
      await client.start();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await client.dispose().catch(() => undefined);
      void vscode.window.showWarningMessage(
        `copydesk: ${command} does not start as a language server: ${reason}. Is it this program, and for this computer? See copydesk.server.path.`,
      );
      return undefined;
    }
    void vscode.commands.executeCommand('setContext', 'copydesk.running', true);
    return new Running(client);
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.disposables.forEach((disposable) => disposable.dispose());
    void vscode.commands.executeCommand('setContext', 'copydesk.running', false);
    await this.client.dispose();
  }
}
