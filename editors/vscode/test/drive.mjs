// Drives the real VS Code in a browser, as a writer would: drive.mjs WHAT PORT FOLDER PICTURES
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Window, fail, launch, same } from './window.mjs';

const [what, port, folder, pictures] = process.argv.slice(2);
const authority = `127.0.0.1:${port}`;
const browser = await launch();
const open = (options) => Window.open(browser, `http://${authority}/?folder=${folder}`, options);
const counts = '2 quotes · 1 unattributed · 1 credit unlinked';

const scenes = {
  /** A draft in a folder that never heard of the project: all is there, and nothing jumps at the writer. */
  async first() {
    const window = await open();
    await window.openDraft();
    await window.findings(2);
    await window.status(counts);
    await window.calm();
    await window.page.locator('.statusbar-item', { hasText: 'unattributed' }).hover();
    await window.shows('.monaco-hover', 'copydesk: runs on this computer, sends nothing');
    same(fs.readdirSync(folder), ['draft.md'], 'files of the folder');

    // The rule at the cursor is explained at once, and elsewhere any can be picked, those of the draft first.
    await window.click('Nobody asked');
    await window.command('copydesk: Explain a Rule');
    await window.frame('unattributed-quote');
    await window.openDraft();
    await window.click('closed the old');
    await window.command('copydesk: Explain a Rule');
    await window.shows('.quick-input-list', 'in this draft');
    const rules = await window.page.locator('.quick-input-list .monaco-list-row').allInnerTexts();
    same(rules.slice(0, 3).map((rule) => rule.includes('in this draft')), [true, true, false], 'rules of the draft come first');
    await window.page.keyboard.type('uncited-outlet');
    await window.page.keyboard.press('Enter');
    await window.frame('uncited-outlet');

    // The line over the title opens the sheet.
    await window.openDraft();
    await window.page.locator('.editor-instance .codelens-decoration a', { hasText: 'unattributed' }).click();
    await window.frame('Fact-check sheet');
    await window.calm();
    await window.close();
  },

  /** What is in the pictures, in light and in dark. */
  async look() {
    for (const colours of ['light', 'dark']) {
      const window = await open({ colorScheme: colours });
      const { page } = window;
      await window.openDraft();
      await window.findings(2);
      await window.status(counts);
      await window.wear(colours);

      // Quotations by who says them, those of nobody first.
      await page.locator('.pane-header', { hasText: 'Quotations' }).click();
      const rows = page.locator('.pane', { has: page.locator('.pane-header', { hasText: 'Quotations' }) }).locator('.monaco-list-row');
      await rows.nth(3).waitFor({ timeout: 60_000 });
      const shown = (await rows.allInnerTexts()).map((row) => row.replaceAll(/\s+/g, ' ').trim());
      same(
        shown,
        [
          'Nobody named1',
          '“Nobody asked us before the money for the road was gone.”',
          'Ada Lindqvist1',
          '“It would not have lived through the winter,”',
        ],
        'view of quotations',
      );
      await rows.nth(3).click();
      await window.point('Lindqvist', 'Ada Lindqvist');
      await page.screenshot({ path: path.join(pictures, `vscode-${colours}.png`) });

      await window.menu('Nobody asked');
      await window.shows('.action-widget', 'Attribute to TK');
      await page.screenshot({ path: path.join(pictures, `vscode-${colours}-actions.png`) });
      await page.keyboard.press('Escape');

      await window.click('Reuters reported');
      await window.command('copydesk: Insert a Citation');
      await window.shows('.quick-input-list', 'Link “Reuters reported”');
      await page.keyboard.press('Enter');
      await window.holds('[Reuters reported](TK).');
      await page.keyboard.press('Control+z');
      await window.holds('one night, Reuters reported.');

      await page.locator('.statusbar-item', { hasText: 'unattributed' }).click();
      const sheet = await window.frame('Fact-check sheet');
      const policy = await sheet.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
      same(policy.replace(/nonce-[A-Za-z0-9+/=]{16,}/, 'nonce-N'), "default-src 'none'; style-src 'nonce-N'", 'policy of the sheet');
      const cell = sheet.locator('td', { hasText: 'It would not have lived' });
      same(await cell.count(), 1, 'cells with a quotation');
      await page.screenshot({ path: path.join(pictures, `vscode-${colours}-sheet.png`) });
      await window.calm();
      await window.close();
    }
  },

  /** An address pasted over words stays one, and the button behind it offers to cite it. */
  async paste() {
    const window = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = window;
    await window.openDraft();
    await window.findings(2);
    await page.evaluate((url) => navigator.clipboard.writeText(url), 'https://a.example/1');
    const { x, y } = await window.find('Reuters');
    await page.mouse.dblclick(x, y);
    await page.keyboard.press('Control+v');
    await page.locator('.post-edit-widget').first().click();
    // The menu takes clicks once the pointer has moved on it.
    const { x: left, y: top } = await page.getByText('Cite the Address').first().boundingBox();
    await page.mouse.move(left + 4, top + 4);
    await page.mouse.move(left + 8, top + 8);
    await page.mouse.click(left + 8, top + 8);
    await window.holds('one night, [Reuters reported](https://a.example/1).');
    await page.keyboard.press('Control+z');
    await window.holds('one night, Reuters reported.');
    await window.close();
  },

  /** test/host.ts, inside the extension host. */
  async host() {
    const page = await browser.newPage();
    const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', () => {});
    const extension = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
    const remote = (file) => `vscode-remote://${authority}${file}`;
    const payload = [
      ['extensionDevelopmentPath', remote(extension)],
      ['extensionTestsPath', remote(path.join(extension, 'dist-test/host.js'))],
      ['skipWelcome', 'true'],
    ];
    await page.goto(`http://${authority}/?folder=${folder}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error('VS Code did not end the test')), 300_000).unref());
    same(await Promise.race([ended, late]), 0, 'exit code of the test');
  },

  /** A folder whose settings switch a rule off: they hold only once it is trusted. */
  async trust() {
    const window = await open();
    const { page } = window;
    await window.shows('.statusbar-item', 'Restricted Mode');
    await window.openDraft();
    await window.findings(2);
    await window.status(counts);
    await window.command('Workspaces: Manage Workspace Trust');
    await page.locator('.workspace-trust-editor').getByText('Trust', { exact: true }).first().click({ timeout: 60_000 });
    await window.openDraft();
    await window.findings(1);
    await window.close();
  },

  /** A program on the PATH is found, and nothing is said about it. */
  async path() {
    const window = await open();
    await window.openDraft();
    await window.status(counts);
    await window.findings(2);
    await window.calm();
    await window.close();
  },

  /** No program: a word on how to get one, and then the one that the settings of the machine name. */
  async missing() {
    const window = await open();
    await window.openDraft();
    await window.shows('.notification-toast', 'the program copydesk is not on this computer');
    same(await window.page.locator('.statusbar-item', { hasText: 'unattributed' }).count(), 0, 'counts without a server');
    const settings = process.env.MACHINE_SETTINGS;
    fs.mkdirSync(path.dirname(settings), { recursive: true });
    fs.writeFileSync(settings, JSON.stringify({ 'copydesk.server.path': process.env.COPYDESK }));
    await window.status(counts);
    await window.close();
  },
};

try {
  await (scenes[what] ?? fail(`no such scene: ${what}`))();
} catch (error) {
  // What a person would have seen.
  const pages = browser.contexts().flatMap((context) => context.pages());
  await pages[0]?.screenshot({ path: path.join(pictures, 'vscode-failed.png') });
  throw error;
} finally {
  await browser.close();
}
