import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import type { Plugin } from 'vite';

const here = (path: string): URL => new URL(path, import.meta.url);
const { version: release } = JSON.parse(readFileSync(here('package.json'), 'utf8')) as { version: string };

/** The release and a digest of the sources: two builds of the same sources carry the same version. */
const version = ((): string => {
  const digest = createHash('sha256');
  for (const name of ['index.html', 'package-lock.json', ...readdirSync(here('src')).sort().map((file) => `src/${file}`)])
    digest.update(name).update(readFileSync(here(name)));
  return `${release}+${digest.digest('hex').slice(0, 8)}`;
})();

/** Writes version.json, and the service worker with the list of files that make up the shell. */
const shell = (): Plugin => ({
  name: 'kiosk-shell',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const files = ['./', ...Object.keys(bundle).filter((file) => file !== 'index.html'), 'mark.svg'];
      const head = `const VERSION = ${JSON.stringify(version)};\nconst SHELL = ${JSON.stringify(files)};\n`;
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: head + readFileSync(here('src/sw.js'), 'utf8') });
      this.emitFile({ type: 'asset', fileName: 'version.json', source: JSON.stringify({ version }) });
    },
  },
});

export default defineConfig({
  base: '/kiosk/',
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [shell()],
  build: {
    target: 'chrome87',
    cssTarget: 'chrome87',
    outDir: '../src/ServiceHall.Web/wwwroot/kiosk',
    emptyOutDir: true,
    modulePreload: false,
  },
  test: { environment: 'happy-dom', include: ['tests/**/*.test.ts', 'browser/**/*.test.mjs'], restoreMocks: true },
});
