import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vite';

const out = 'out/app/verify';
const source = 'renderer/verify';

/** Puts the page's script and style into its one file; the app adds a program's key and list when it exports it. */
function oneFile() {
  return {
    name: 'stagedoor-one-file',
    writeBundle() {
      const read = (file: string) => readFileSync(file, 'utf8');
      // What would end the element early can't stand in it.
      const script = read(path.join(out, 'verify.js')).replaceAll('</script', '<\\/script');
      const page = read(path.join(source, 'index.html'))
        .replace('/* verify.css */', () => read(path.join(source, 'verify.css')))
        .replace('/* verify.js */', () => script);
      writeFileSync(path.join(out, 'verify.html'), page);
    },
  };
}

export default defineConfig({
  plugins: [oneFile()],
  publicDir: false,
  build: {
    outDir: out,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    lib: {
      entry: path.join(source, 'verify.ts'),
      formats: ['iife'],
      name: 'verify',
      fileName: () => 'verify.js',
    },
  },
});
