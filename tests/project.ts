import path from 'node:path';
import { build, createServer } from 'vite';
import type { GraduationSize } from './graduation.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Loads modules of the project the way the build does, for as long as `work` lasts. */
export async function withProject<T>(
  work: (load: (file: string) => Promise<Record<string, unknown>>) => Promise<T>,
): Promise<T> {
  const server = await createServer({
    root,
    configFile: false,
    cacheDir: path.join(root, 'out/vite'),
    logLevel: 'warn',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    return await work((file) => server.ssrLoadModule(file));
  } finally {
    await server.close();
  }
}

/** A module of the project put together with all that it imports, as the app's own pages are: for what is to be timed. */
export async function bundled(file: string): Promise<Record<string, unknown>> {
  return import(await bundledFile(file));
}

/** The same, as the file that it became, in `folder`: measurements and unit tests are not always run by the same user. */
export async function bundledFile(file: string, folder = 'out/bench/bundled'): Promise<string> {
  const outDir = path.join(root, folder);
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3'] }, // which finds its native part beside itself
    build: { ssr: path.join(root, file), outDir, emptyOutDir: false, minify: false, target: 'node20' },
  });
  return path.join(outDir, `${path.basename(file, '.ts')}.js`);
}

/** Writes a program file: the sample cohort at its graduation as a rehearsal, everybody who completes having come in. */
export function writeGraduation(file: string, size?: GraduationSize): Promise<void> {
  return withProject(async (load) => {
    const { makeGraduation } = (await load('/tests/graduation.ts')) as typeof import('./graduation.ts');
    makeGraduation(file, path.join(root, 'resources/sample'), size);
  });
}
