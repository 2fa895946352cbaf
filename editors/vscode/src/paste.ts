// An address pasted over words can cite it, in the form that the desk prefers.
import * as vscode from 'vscode';
import { LanguageClient, WorkspaceEdit } from 'vscode-languageclient/node';
import { ask, isAddress, languages } from './draft';

/** What VS Code has since 1.97. The types are those of the oldest one that the extension runs in. */
interface Pasting {
  languages: {
    registerDocumentPasteEditProvider?(
      selector: vscode.DocumentSelector,
      provider: { provideDocumentPasteEdits: Provide },
      about: { providedPasteEditKinds: Kind[]; pasteMimeTypes: string[] },
    ): vscode.Disposable;
  };
  DocumentPasteEdit: new (text: string, title: string, kind: Kind) => PasteEdit;
  DocumentDropOrPasteEditKind: { Empty: Kind; Text: Kind };
}

interface Kind {
  append(...parts: string[]): Kind;
}

interface PasteEdit {
  additionalEdit?: vscode.WorkspaceEdit;
  yieldTo?: Kind[];
}

type Provide = (
  document: vscode.TextDocument,
  ranges: readonly vscode.Range[],
  data: vscode.DataTransfer,
  context: unknown,
  token: vscode.CancellationToken,
) => Promise<PasteEdit[] | undefined>;

/** Offers to cite an address where it is pasted over words; undefined where the editor cannot be offered it. */
export function register(client: LanguageClient): vscode.Disposable | undefined {
  const editor = vscode as unknown as Pasting;
  if (!editor.languages.registerDocumentPasteEditProvider) {
    return undefined;
  }
  const { Empty, Text } = editor.DocumentDropOrPasteEditKind;
  const kind = Text.append('copydesk', 'citation');
  const provideDocumentPasteEdits: Provide = async (document, ranges, data, _context, token) => {
    const range = ranges[0];
    const url = (await data.get('text/plain')?.asString())?.trim();
    if (!range || ranges.length > 1 || range.isEmpty || !url || !isAddress(url) || token.isCancellationRequested) {
      return undefined;
    }
    const place = { range: client.code2ProtocolConverter.asRange(range), url, apply: false };
    const cited = await ask<WorkspaceEdit | false>(client, 'copydesk.insertCitation', document, place);
    if (!cited) {
      return undefined;
    }
    // Without text of its own, the paste is nothing but the edit.
    const edit = new editor.DocumentPasteEdit('', 'Cite the Address', kind);
    edit.additionalEdit = await client.protocol2CodeConverter.asWorkspaceEdit(cited);
    // It is offered: what a paste does by itself stays as it was.
    edit.yieldTo = [Text, Empty.append('markdown', 'link')];
    return [edit];
  };
  return editor.languages.registerDocumentPasteEditProvider(
    languages.map((language) => ({ language })),
    { provideDocumentPasteEdits },
    { providedPasteEditKinds: [kind], pasteMimeTypes: ['text/plain'] },
  );
}
