// Opens the real VS Code in a browser: drive.mjs host|look PORT FOLDER OUT
//
// "host" runs test/host.ts inside it. "look" opens a draft as a writer would, with the packaged extension, and leaves
// pictures in OUT.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const [mode, port, folder, out] = process.argv.slice(2);
const { chromium } = createRequire(path.join(process.env.VSCODE, 'package.json'))('playwright-core');
const extension = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const authority = `127.0.0.1:${port}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const fail = (what) => {
  throw new Error(what);
};

async function host() {
  const page = await browser.newPage();
  const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', (code) => resolve(code)));
  await page.exposeFunction('codeAutomationLog', () => {});
  const remote = (file) => `vscode-remote://${authority}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(path.join(extension, 'dist-test/host.js'))],
    ['skipWelcome', 'true'],
  ];
  await page.goto(`http://${authority}/?folder=${folder}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error('VS Code did not end the test')), 150_000).unref());
  const code = await Promise.race([ended, late]);
  return code === 0 || fail(`the test ended with ${code}`);
}

/** Where a text stands on the screen. */
const find = (page, text) =>
  page.evaluate((wanted) => {
    const lines = document.createTreeWalker(document.querySelector('.editor-instance .view-lines'), NodeFilter.SHOW_TEXT);
    for (let node = lines.nextNode(); node; node = lines.nextNode()) {
      const at = node.textContent.replaceAll('\u00a0', ' ').indexOf(wanted);
      if (at >= 0) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
    }
    return null;
  }, text);

async function look(colours) {
  // The server keeps a writer's own settings in the browser; those of a folder do as well.
  const theme = { 'workbench.colorTheme': colours === 'dark' ? 'Default Dark Modern' : 'Default Light Modern' };
  fs.mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  fs.writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(theme));
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  const red = [];
  if (process.env.VERBOSE) page.on('console', (line) => console.error('console:', line.text().slice(0, 3000)));
  page.on('dialog', (dialog) => red.push(dialog.message()));
  await page.goto(`http://${authority}/?folder=${folder}`);
  await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'draft.md' }).dblclick({ timeout: 30_000 });
  await page.waitForSelector('.editor-instance .squiggly-warning', { timeout: 40_000 });
  await page.locator('.statusbar-item', { hasText: '1 unattributed' }).waitFor({ timeout: 30_000 });
  // Nothing may jump at a writer who opens a draft for the first time.
  for (const selector of ['.monaco-dialog-box', '.notification-toast', '.squiggly-error']) {
    if (await page.locator(selector).count()) {
      fail(`${selector}: ${await page.locator(selector).first().innerText()}`);
    }
  }
  if (red.length > 0) {
    fail(`a dialog: ${red}`);
  }
  const name = (await find(page, 'Lindqvist')) ?? fail('no name on the screen');
  await page.mouse.move(name.x - 30, name.y);
  await page.mouse.move(name.x, name.y, { steps: 6 });
  await page.waitForSelector('.monaco-hover:not(.hidden) .hover-contents', { timeout: 30_000 });
  const card = page.locator('.monaco-hover:visible', { hasText: 'Ada Lindqvist' });
  await card.first().waitFor({ timeout: 30_000 });
  // It fades in.
  await page.waitForTimeout(700);
  await page.screenshot({ path: path.join(out, `vscode-${colours}-hover.png`) });

  await page.mouse.move(640, 690);
  const quote = (await find(page, 'Nobody asked')) ?? fail('no quotation on the screen');
  await page.mouse.click(quote.x, quote.y);
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget', { hasText: 'Attribute to TK' }).waitFor({ timeout: 30_000 });
  await page.screenshot({ path: path.join(out, `vscode-${colours}-actions.png`) });
  await context.close();
}

try {
  fs.mkdirSync(out, { recursive: true });
  if (mode === 'host') {
    await host();
  } else {
    await look('light');
    await look('dark');
  }
} catch (error) {
  // What a person would have seen.
  const pages = browser.contexts().flatMap((context) => context.pages());
  await pages[0]?.screenshot({ path: path.join(out, 'vscode-failed.png') });
  throw error;
} finally {
  await browser.close();
}
