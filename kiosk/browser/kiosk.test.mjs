// @vitest-environment node
// The built kiosk in a real Chromium against the fake server: a screen's life, with the server coming and going.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

const PORT = '5197';
const address = `http://localhost:${PORT}`;
const TOKEN = 'kept-across-restarts';
let server, browser, page;
const faults = [];

const startServer = async (env = {}) => {
  server = spawn(process.execPath, [fileURLToPath(new URL('../dev/fake-server.mjs', import.meta.url))],
    { env: { ...process.env, PORT, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(server.stdout, 'data');
};
const stopServer = async () => {
  server.kill();
  await once(server, 'exit');
};
const command = async (name) => (await fetch(`${address}/dev/${name}`)).json();
const until = (text, timeout = 45_000) => page.getByText(text).first().waitFor({ timeout });
const board = (timeout = 20_000) => page.waitForSelector('#board:not([hidden])', { timeout });

beforeAll(async () => {
  await startServer();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  page.on('pageerror', (error) => faults.push(String(error)));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await stopServer();
});

test('an unpaired screen shows its code, and the board once the section has entered it', async () => {
  await page.goto(`${address}/kiosk/`);
  await until('482 917');
  await command(`pair?token=${TOKEN}`);
  await board();
  await until('数据刚刚更新');
}, 60_000);

test('a change is drawn, rows keeping their elements', async () => {
  await page.evaluate(() => document.querySelectorAll('.standing [data-window]').forEach((row) => { row.mine = true; }));
  const before = await page.textContent('#first');
  await command('shuffle');
  await page.waitForFunction((text) => document.querySelector('#first').textContent !== text, before, { timeout: 4_000 });
  expect(await page.evaluate(() => [...document.querySelectorAll('#first > div')].filter((row) => row.mine).length)).toBeGreaterThan(5);
});

test('a malformed snapshot leaves the board as it is', async () => {
  const before = await page.textContent('#first');
  await command('malformed');
  expect(await page.textContent('#first')).toBe(before);
  await command('demonstration');
  await page.waitForSelector('#ribbon:not([hidden])');
  expect(await page.textContent('#first')).toBe(before);
});

test('the screen reports what it shows', async () => {
  const [report] = (await command('seen')).slice(-1);
  expect(report).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+\+[0-9a-f]{8}$/), number: expect.any(Number), at: expect.any(String) });
});

test('sixty windows fit, nothing runs out of its place', async () => {
  await command('windows?n=60');
  await until('1 / 6');
  const overflowing = await page.evaluate(() =>
    [...document.querySelectorAll('#board *')].filter((element) => {
      const { right, bottom } = element.getBoundingClientRect();
      return right > innerWidth + 1 || bottom > innerHeight + 1;
    }).length);
  expect(overflowing).toBe(0);
});

test('it says so when the server goes, starts from its cache without it, and comes back by itself', async () => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(() => JSON.parse(localStorage['hall.board']).snapshot.standing.rest.length === 50, null, { timeout: 20_000 });
  await stopServer();
  await until('连接中断，显示');
  await page.reload();
  await board();
  await until('正在连接，显示');
  await startServer({ TOKEN });
  await until('数据刚刚更新');
}, 120_000);

test('a newer version is fetched at night, and the page goes over to it', async () => {
  const build = fileURLToPath(new URL('../../src/ServiceHall.Web/wwwroot/kiosk/', import.meta.url));
  const { version } = JSON.parse(await readFile(join(build, 'version.json'), 'utf8'));
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-'));
  await cp(build, folder, { recursive: true });
  const script = (await readdir(join(folder, 'assets'))).find((name) => name.endsWith('.js'));
  for (const file of ['sw.js', 'version.json', `assets/${script}`]) {
    const text = await readFile(join(folder, file), 'utf8');
    await writeFile(join(folder, file), text.replaceAll(version, '99.0.0+00000000'));
  }

  await stopServer();
  await startServer({ TOKEN, ROOT: folder, CLOCK: '2026-11-23T03:10:00+08:00' });
  await expect.poll(async () => (await command('seen')).at(-1)?.version, { timeout: 90_000, interval: 500 }).toBe('99.0.0+00000000');
  await until('03:1');
  await rm(folder, { recursive: true });
}, 120_000);

test('a revoked screen forgets its token and asks to be paired again', async () => {
  await command('revoke');
  await until('482 917');
  expect(await page.evaluate(() => Object.keys(localStorage))).not.toContain('hall.token');
}, 30_000);

test('nothing was thrown in all this', () => expect(faults).toEqual([]));
