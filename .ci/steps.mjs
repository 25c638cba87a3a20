// What the set-up's steps share: saying what is done, running a command, and remembering that it was done.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');
export const cache = path.join(root, '.cache');
export const isRoot = process.getuid?.() === 0;

/** A failure with a sentence for the person at the keyboard; no stack is shown. */
export class SetupError extends Error {}

export function say(text) {
  process.stderr.write(`▸ ${text}\n`);
}

/** PATH with the project's own Node (24) and its tools first. */
export function toolEnv(more = {}) {
  const folders = [
    path.join(root, 'node_modules/node/bin'),
    path.join(root, 'node_modules/.bin'),
    process.env.PATH,
  ];
  return { ...process.env, ...more, PATH: folders.join(path.delimiter) };
}

/** Runs to the end, its output shown; gives the exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const shell = process.platform === 'win32';
    const child = spawn(command, args, { stdio: 'inherit', cwd: root, env: toolEnv(), shell, ...options });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** Runs quietly; where it fails, its output and `sentence` are what is seen. */
export async function must(sentence, command, args, options = {}) {
  const shell = process.platform === 'win32';
  const child = spawn(command, args, {
    cwd: root,
    env: toolEnv(),
    shell,
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  child.stdout.on('data', (data) => output.push(data));
  child.stderr.on('data', (data) => output.push(data));
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', resolve);
  });
  const text = Buffer.concat(output).toString();
  if (code === 0) return text;
  process.stderr.write(text.split('\n').slice(-40).join('\n'));
  throw new SetupError(sentence);
}

/** What a command prints, trimmed; undefined where it can't run or fails. */
export function ask(command, args, options = {}) {
  const { status, stdout } = spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options });
  return status === 0 ? stdout.trim() : undefined;
}

export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** One hash over the contents and names of everything in `folders` and `files` (relative to the root). */
export function hashOf(folders, files) {
  const hash = createHash('sha256');
  const all = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name)),
  );
  for (const file of [...all, ...files.map((name) => path.join(root, name))].sort()) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Does `work` unless it was done before for the same `key`. */
export async function once(name, key, work) {
  const stamp = path.join(cache, `${name}.done`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return;
  await work();
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, key);
}
