// Takes pictures of the kiosk in a real browser against the fake server: node dev/pictures.mjs <folder>
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = process.argv[2] ?? 'pictures';
const address = 'http://localhost:5199';
const server = spawn(process.execPath, [fileURLToPath(new URL('fake-server.mjs', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] });
await once(server.stdout, 'data');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
page.on('pageerror', (error) => console.error('page error:', error));
const command = (name) => fetch(`${address}/dev/${name}`);
const picture = async (name, wait = 1500) => {
  await page.waitForTimeout(wait);
  await page.screenshot({ path: `${folder}/${name}.png` });
};

await page.goto(`${address}/kiosk/`);
await picture('pairing');
await command('pair');
await page.waitForSelector('#board:not([hidden])', { timeout: 15_000 });
await picture('windows-24');
await command('windows?n=60');
await picture('windows-60');
await command('shuffle');
await picture('gliding', 250);
await command('demonstration');
await picture('demonstration');
server.kill();
await picture('disconnected', 5_000);
await page.reload();
await picture('started-without-server', 3_000);
await browser.close();
