// Draws what a program sent to a terminal of 100 columns and 30 rows: draw.mjs SCREEN PNG
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';

const [screen, png] = process.argv.slice(2);
const installed = createRequire(path.join(process.env.VSCODE, 'package.json'));
const { chromium } = installed('playwright-core');
const xterm = path.join(process.env.VSCODE, 'node_modules/code-server/lib/vscode/node_modules/@xterm/xterm');

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.setContent('<body style="margin:0"><div id="screen" style="display:inline-block"></div></body>');
  await page.addStyleTag({ path: path.join(xterm, 'css/xterm.css') });
  await page.addScriptTag({ path: path.join(xterm, 'lib/xterm.js') });
  await page.evaluate(
    (bytes) =>
      new Promise((drawn) => {
        const terminal = new Terminal({ cols: 100, rows: 30, fontFamily: 'DejaVu Sans Mono', fontSize: 14, cursorBlink: false });
        terminal.open(document.getElementById('screen'));
        terminal.write(Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)), () => setTimeout(drawn, 500));
      }),
    fs.readFileSync(screen).toString('base64'),
  );
  await page.locator('.xterm-screen').screenshot({ path: png });
} finally {
  await browser.close();
}
