// A window of VS Code in a browser, and what a writer does in it.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';

const { chromium } = createRequire(path.join(process.env.VSCODE, 'package.json'))('playwright-core');
/** How long anything may take to appear on a busy machine. */
const timeout = 60_000;

export function launch() {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu', ...quiet] });
}

export function fail(message) {
  throw new Error(message);
}

export function same(found, wanted, what) {
  assert.deepEqual(found, wanted, `${what}: ${JSON.stringify(found)} and not ${JSON.stringify(wanted)}`);
}

export class Window {
  constructor(page) {
    this.page = page;
    this.dialogs = [];
    page.on('dialog', (dialog) => this.dialogs.push(dialog.message()));
    if (process.env.VERBOSE) {
      page.on('console', (line) => console.error('console:', line.text().slice(0, 3000)));
    }
  }

  static async open(browser, url, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
    const window = new Window(await context.newPage());
    await window.page.goto(url, { timeout });
    await window.page.waitForSelector('.monaco-workbench', { timeout });
    return window;
  }

  async close() {
    await this.page.context().close();
  }

  async openDraft() {
    await this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'draft.md' }).dblclick({ timeout });
    await this.page.waitForSelector('.editor-instance .view-lines', { timeout });
  }

  /** Waits until there are so many warnings under the text, and no error. */
  async findings(count) {
    const marked = '.editor-instance .squiggly-warning';
    await this.page.waitForFunction(([marked, count]) => document.querySelectorAll(marked).length === count, [marked, count], { timeout });
    same(await this.page.locator('.squiggly-error').count(), 0, 'errors');
  }

  async status(text) {
    await this.page.locator('.statusbar-item', { hasText: text }).waitFor({ timeout });
  }

  /** Waits until something shows a text. */
  async shows(selector, text) {
    await this.page.locator(`${selector}:visible`, { hasText: text }).first().waitFor({ timeout });
    // It fades in.
    await this.page.waitForTimeout(500);
  }

  /** Nothing has jumped at the writer. */
  async calm() {
    for (const selector of ['.monaco-dialog-box', '.notification-toast', '.squiggly-error']) {
      const found = this.page.locator(selector);
      if (await found.count()) {
        fail(`${selector}: ${await found.first().innerText()}`);
      }
    }
    same(this.dialogs, [], 'dialogs');
  }

  /** Has the window in the colours "light" or "dark". */
  async wear(colours) {
    const kind = { light: 'vs', dark: 'vs-dark' }[colours];
    if (!(await this.page.locator(`.monaco-workbench.${kind}`).count())) {
      await this.command('Preferences: Toggle between Light/Dark Themes');
      await this.page.waitForSelector(`.monaco-workbench.${kind}`, { timeout });
    }
  }

  /** Runs a command from the palette. */
  async command(name) {
    await this.page.keyboard.press('F1');
    const box = this.page.locator('.quick-input-widget input.input').first();
    await box.waitFor({ timeout });
    await box.fill(`>${name}`);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click({ timeout });
  }

  /** Where a text stands on the screen. */
  async find(text) {
    const place = await this.page.evaluate((wanted) => {
      for (const line of document.querySelectorAll('.editor-instance .view-lines .view-line')) {
        const at = line.textContent.replaceAll('\u00a0', ' ').indexOf(wanted);
        if (at < 0) {
          continue;
        }
        // Its colours cut a line into pieces.
        const pieces = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        let start = 0;
        for (let piece = pieces.nextNode(); piece; piece = pieces.nextNode()) {
          const end = start + piece.length;
          if (at >= start && at < end) {
            range.setStart(piece, at - start);
          }
          if (at + wanted.length > start && at + wanted.length <= end) {
            range.setEnd(piece, at + wanted.length - start);
          }
          start = end;
        }
        const { x, y, width, height } = range.getClientRects()[0];
        return { x: x + width / 2, y: y + height / 2 };
      }
      return null;
    }, text);
    return place ?? fail(`not on the screen: ${text}`);
  }

  async click(text) {
    // A hover that is still there would take the click.
    await this.away();
    await this.page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden', timeout });
    const { x, y } = await this.find(text);
    await this.page.mouse.click(x, y);
  }

  /**
   * Clicks on a text and opens the menu of what can be done there, once its light bulb is lit.
   *
   * VS Code asks for actions of its own accord a quarter of a second after the cursor moved, and then drops what it was
   * asked before and has not been answered: a menu that is opened in that time may say that there is nothing.
   */
  async menu(text) {
    await this.click(text);
    const { y } = await this.find(text);
    // It stands on the line or on an empty one beside it; until then one of another line may still be in sight.
    const lit = ([y, reach]) => {
      const bulbs = [...document.querySelectorAll('.editor-instance .lightBulbWidget')].map((it) => it.getBoundingClientRect());
      return bulbs.some((bulb) => bulb.height > 0 && Math.abs(bulb.y + bulb.height / 2 - y) < reach);
    };
    await this.page.waitForFunction(lit, [y, 30], { timeout });
    await this.page.keyboard.press('Control+.');
  }

  /** Points at a text until a hover on it says something. */
  async point(text, said) {
    const { x, y } = await this.find(text);
    await this.page.mouse.move(x - 30, y);
    await this.page.mouse.move(x, y, { steps: 6 });
    await this.shows('.monaco-hover', said);
  }

  /** Takes the pointer off the text. */
  async away() {
    await this.page.mouse.move(640, 690);
  }

  /** Waits until the draft holds a text. */
  async holds(text) {
    const holds = (text) => {
      const lines = [...document.querySelectorAll('.editor-instance .view-lines .view-line')];
      return lines.some((line) => line.textContent.replaceAll('\u00a0', ' ').includes(text));
    };
    await this.page.waitForFunction(holds, text, { timeout });
  }

  /** The page of a webview whose heading has a text. */
  async frame(heading) {
    for (const end = Date.now() + timeout; Date.now() < end; await this.page.waitForTimeout(200)) {
      for (const frame of this.page.frames()) {
        if (await frame.locator('h1', { hasText: heading }).count().catch(() => 0)) {
          return frame;
        }
      }
    }
    return fail(`no page with the heading ${heading}`);
  }
}
