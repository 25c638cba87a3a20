import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import type { QueueState } from '../api/context';

const exec = promisify(execFile);
const options = { timeout: 10_000, env: { ...process.env, LC_ALL: 'C' } };

/** The jobs of this user that a queue still has, by CUPS's own tools. */
async function ownJobs(printer: string): Promise<readonly string[]> {
  const { stdout } = await exec('lpstat', ['-W', 'not-completed', '-o', printer], options);
  const { username } = userInfo();
  return stdout.split('\n').flatMap((line) => {
    const [job = '', user = ''] = line.trim().split(/\s+/);
    return job.startsWith(`${printer}-`) && user === username ? [job] : [];
  });
}

/**
 * What the system's queue of a printer still has of ours. 'unknown' where nobody can be asked: the print system is down, or it
 * is one whose queue this app can't read (Windows).
 */
export async function queueState(printer: string): Promise<QueueState> {
  if (process.platform === 'win32') return { kind: 'unknown' };
  try {
    const jobs = await ownJobs(printer);
    return jobs.length === 0 ? { kind: 'empty' } : { kind: 'busy', jobs: jobs.length };
  } catch {
    return { kind: 'unknown' };
  }
}

/** Takes what is left of ours out of the queue, and says what it has then. */
export async function clearQueue(printer: string): Promise<QueueState> {
  if (process.platform === 'win32') return { kind: 'unknown' };
  try {
    for (const job of await ownJobs(printer)) {
      // A job that ends by itself meanwhile can't be taken out any more; what counts is what is there afterwards.
      await exec('cancel', [job], options).catch(() => {});
    }
  } catch {
    return { kind: 'unknown' };
  }
  return queueState(printer);
}
