// What the server knows of the draft in front of the writer.
import * as vscode from 'vscode';
import { LanguageClient, Range } from 'vscode-languageclient/node';

export const languages = ['markdown', 'quarto', 'rmd', 'mdx', 'plaintext'];

export interface Glance {
  quotations: number;
  speakers: number;
  unattributed: number;
  uncited: number;
}

export interface Quotation {
  range: Range;
  text: string;
  speaker: string | null;
}

/** The document in front of the writer, if it is copy. */
export function current(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && languages.includes(document.languageId) ? document : undefined;
}

/** Whether a text is one address and nothing else. */
export function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text);
}

/** Has the server run one of its commands on a draft; undefined when it does not know the draft. */
export async function ask<T>(client: LanguageClient, command: string, document: vscode.TextDocument, more = {}): Promise<T | undefined> {
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  const result = await client.sendRequest('workspace/executeCommand', { command, arguments: [{ uri, ...more }] });
  return (result ?? undefined) as T | undefined;
}
