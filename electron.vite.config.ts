import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { bundledFonts, screenFonts } from './shared/domain/fonts.ts';

const out = 'out/app';

/** Puts the bundled fonts beside the code, once, for the page (app://…/fonts/) and for the main process's measuring. */
function copyFonts() {
  return {
    name: 'stagedoor-fonts',
    closeBundle() {
      const require = createRequire(import.meta.url);
      mkdirSync(path.join(out, 'fonts'), { recursive: true });
      for (const font of [...bundledFonts, ...screenFonts]) {
        const folder = path.dirname(require.resolve(`${font.package}/package.json`));
        copyFileSync(path.join(folder, font.path), path.join(out, 'fonts', font.file));
      }
    },
  };
}

/**
 * Writes what is not ASCII as escapes: of a text with one Hangul letter in it the engine keeps every letter in two bytes, and a
 * program's text is kept as long as it runs.
 */
function inAscii(): Plugin {
  const escaped = (text: string) =>
    text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return {
    name: 'stagedoor-ascii',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') file.code = escaped(file.code);
      }
    },
  };
}

export default defineConfig({
  main: {
    plugins: [copyFonts(), inAscii()],
    // The other build declares a `require` of its own, beside the one that electron-vite puts in.
    resolve: { alias: { fflate: 'fflate/browser' } },
    build: {
      outDir: `${out}/main`,
      target: 'node20',
      // Less to read at each start; names stay, for the log.
      minify: true,
      externalizeDeps: { include: ['better-sqlite3'], exclude: [] },
      lib: {
        entry: {
          main: 'electron/main.ts',
          backupWorker: 'electron/store/backupWorker.ts',
          checkpointWorker: 'electron/store/checkpointWorker.ts',
          gate: 'electron/network/gate.ts',
          hubWorker: 'electron/hub/worker.ts',
          journalWorker: 'electron/network/journalWorker.ts',
          mergeWorker: 'electron/shell/mergeWorker.ts',
          importReader: 'electron/reading/reader.ts',
        },
        formats: ['es'],
      },
      rollupOptions: {
        external: ['better-sqlite3', 'electron'],
        output: {
          minify: { compress: { keepNames: { function: true, class: true } }, mangle: { keepNames: true } },
        },
      },
    },
  },
  preload: {
    build: {
      outDir: `${out}/preload`,
      target: 'node20',
      externalizeDeps: false,
      lib: { entry: 'electron/preload.ts', formats: ['cjs'] },
      rollupOptions: { external: ['electron'], output: { entryFileNames: 'preload.cjs' } },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), inAscii()],
    build: {
      outDir: `${out}/renderer`,
      emptyOutDir: true,
      minify: true,
      target: 'chrome130',
      assetsInlineLimit: 0,
      rollupOptions: { input: 'renderer/index.html' },
    },
  },
});
