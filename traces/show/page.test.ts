/// <reference lib="dom" />
/** The page in a browser: stepped through with the keyboard, read by its state panel, silent on every network. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { chromium, type Browser, type Page } from 'playwright-core';
import { readTrace } from '../files.ts';
import { tell } from '../story/story.ts';
import { escape, jsonForScript } from './escape.ts';
import { pageOf, pictureOf } from './page.ts';

const corpus = join(import.meta.dirname, '..', 'corpus');

const executable = ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => `/usr/bin/${name}`)
  .find((path) => existsSync(path));

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable ?? '',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}

/** Is there a browser, and does it start here? */
async function hasBrowser(): Promise<boolean> {
  if (executable === undefined) return false;
  try {
    await (await launch()).close();
    return true;
  } catch {
    return false;
  }
}

/** Where no browser starts, these tests are shown as skipped. */
const inBrowser = (await hasBrowser()) ? test : test.skip;

function written(name: string, sound = false): string {
  const story = tell(readTrace(join(corpus, `${name}.trace.json`)), { sound });
  const file = join(mkdtempSync(join(tmpdir(), 'dvipa-page-')), `${name}.html`);
  writeFileSync(file, pageOf(story, `traces/corpus/${name}.trace.json`));
  return pathToFileURL(file).href;
}

/** `complaints`: errors of the console, and requests for anything but the page itself. */
type Visitor = (page: Page, complaints: readonly string[]) => Promise<void>;

async function visit(address: string, visitor: Visitor, colorScheme: 'light' | 'dark' = 'light') {
  const browser = await launch();
  try {
    const page = await browser.newPage({ colorScheme });
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) complaints.push(request.url());
    });
    await page.goto(address);
    await visitor(page, complaints);
  } finally {
    await browser.close();
  }
}

const chosen = (page: Page): Promise<string> => page.locator('#step h2').innerText();
const panel = (page: Page, name: string) => page.locator(`#panels [aria-label="${name}"]`);

inBrowser('a reviewer steps through a trace by the keyboard, and the panels follow', async (t) => {
  await visit(`${written('E8')}#step=5`, async (page, complaints) => {
    await page.keyboard.press('ArrowRight');
    t.is(await chosen(page), '6. MVS1 reads SYN C2:8002>DVA1:60');
    t.true(page.url().endsWith('#step=6'));
    const owner = panel(page, 'MVS1');
    t.is(await owner.locator('td.come').textContent(), 'new: C2:8002>DVA1:60 on MVS2 isn 3000');
    t.is(await owner.locator('td.gone').textContent(), 'gone: SYN C2:8002>DVA1:60');
    t.regex(await page.locator('#waiting').innerText(), /MVS1>MVS2: SYN C2:8002>DVA1:60/);

    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    t.is(await chosen(page), '8. MVS1 crashes');
    t.regex(await owner.innerText(), /down/);

    await page.keyboard.press('End');
    t.regex(await page.locator('#step').innerText(), /resets it: NoSuchConnection/);
    t.regex(await page.locator('#step .broken').innerText(), /^P2 .*because MVS1 answered/s);
    await page.keyboard.press('Home');
    t.is(await chosen(page), 'The start');
    t.deepEqual(complaints, []);
  });
});

inBrowser('a link leads to its step, and why an action could not happen is told', async (t) => {
  await visit(`${written('E8')}#step=9`, async (page, complaints) => {
    await page.selectOption('#action', { label: 'MVS1 starts' });
    const why = await page.locator('#why').innerText();
    t.is(why, 'Not here: MVS1 is up already. Step 9 had made it so.');
    await page.keyboard.press('Escape');
    await page.locator('h1').click();
    await page.keyboard.press('ArrowRight');
    await page.locator('#why a').click();
    t.is(await chosen(page), '9. MVS1 starts');
    await page.locator('#row-3 .number').click();
    t.is(await chosen(page), '3. MVS1 reads SYN C2:1001>DVA1:60');
    t.deepEqual(complaints, []);
  });
});

inBrowser('steps that do not matter are greyed, until all are asked for', async (t) => {
  await visit(written('R22'), async (page) => {
    const aside = page.locator('.step.aside').first();

    t.is(await aside.evaluate((row) => getComputedStyle(row).opacity), '0.32');
    await page.locator('#slice').uncheck();
    t.not(await aside.evaluate((row) => getComputedStyle(row).opacity), '0.32');
  });
});

for (const scheme of ['light', 'dark'] as const) {
  inBrowser(`in ${scheme} every text stands out from its ground, at three widths`, async (t) => {
    await visit(
      `${written('R39')}#step=18`,
      async (page, complaints) => {
        for (const width of [480, 1024, 1600]) {
          await page.setViewportSize({ width, height: 900 });
          t.true(
            await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
            `the page is wider than ${width}`,
          );
        }
        const weakest = await page.evaluate(weakestContrast);
        t.true(weakest.ratio >= 4.5, `${weakest.text}: contrast ${weakest.ratio}`);
        t.deepEqual(complaints, []);
      },
      scheme,
    );
  });
}

/** Runs in the page: the least contrast of a text against the nearest ground (WCAG 2: 4.5 is enough). */
function weakestContrast(): { ratio: number; text: string } {
  const luminance = (colour: string): number => {
    const parts = (/\(([^)]*)\)/.exec(colour)?.[1] ?? '0,0,0').split(',').map(Number);
    const [r = 0, g = 0, b = 0] = parts.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element: Element): string => {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const texts = [...document.querySelectorAll('header *, .side *')].filter(
    (element) => element.children.length === 0 && element.textContent.trim() !== '',
  );
  const ratios = texts.map((element) => {
    const one = luminance(getComputedStyle(element).color) + 0.05;
    const other = luminance(groundOf(element)) + 0.05;
    return { ratio: Math.max(one, other) / Math.min(one, other), text: element.textContent };
  });
  return ratios.reduce((worst, next) => (next.ratio < worst.ratio ? next : worst));
}

test('a page asks for nothing outside of itself', (t) => {
  const story = tell(readTrace(join(corpus, 'E8.trace.json')));
  const page = pageOf(story, 'E8.trace.json');

  t.notRegex(page.replaceAll('http://www.w3.org/2000/svg', ''), /https?:|src=|@import|url\((?!#)/);
  t.true(page.includes("default-src 'none'"));
});

test('a page of a trace that holds does not tell its old witness as if it were true', (t) => {
  const trace = readTrace(join(corpus, 'E9.trace.json'));
  const story = tell({ ...trace, title: trace.witness }, { sound: true });
  const page = pageOf(story, 'E9.trace.json');

  t.true(page.includes(`<h1>Recorded as P5: ${escape(trace.witness)}</h1>`));
  t.regex(page, /<p class="held">Every promise held in \d+ steps\.<\/p>/);
  t.false(page.includes('id="slice"'), 'there is no violation that a step could matter to');
});

test('what a trace says stays text', (t) => {
  const trace = readTrace(join(corpus, 'E8.trace.json'));
  const hostile = { ...trace, title: '</title><script>alert(1)</script>' };
  const page = pageOf(tell(hostile), '"><img src=x>');

  t.false(page.includes('<script>alert'));
  t.false(page.includes('<img'));
  t.is(escape(`<a b="c">'&`), '&lt;a b=&quot;c&quot;&gt;&#39;&amp;');
  t.false(jsonForScript({ text: '</script>' }).includes('</'));
});

test('the picture in the README is what its command draws', (t) => {
  const story = tell(readTrace(join(corpus, 'E8.trace.json')));
  const drawn = readFileSync(join(corpus, '..', '..', 'docs', 'reset-before-newconn.svg'), 'utf8');

  t.is(pictureOf(story), drawn);
});
