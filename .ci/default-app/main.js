// Stands in for the default_app.asar that the registry runtime lacks: electron [flags] <app folder> [args …]
// An ES module with a top-level await, so that 'ready' waits until the app's own main file has run.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const args = process.argv.slice(1);
while (args[0]?.startsWith('-')) {
  const flag = args.shift();
  // Playwright's own loader comes this way.
  if (flag === '-r' || flag === '--require') createRequire(import.meta.url)(path.resolve(args.shift()));
}
const folder = path.resolve(args[0] ?? '.');
const { name, productName, version, main } = JSON.parse(
  fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
);
app.setName(productName ?? name);
app.setVersion?.(version);
app.setAppPath?.(folder);
try {
  await import(pathToFileURL(path.join(folder, main)).href);
} catch (error) {
  console.error(error);
  app.exit(1);
}
