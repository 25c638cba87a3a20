import { type ComponentType, lazy } from 'react';
import { isStation } from '../client';

const pause = 1500;
const patience = 5000;

/**
 * A file of the app that is read when it is first wanted. A browser to which it does not come, since the network goes just
 * then, is never given it again by the page that asked (Chromium remembers the failure): the page begins anew as soon as the
 * host answers.
 */
export async function part<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isStation) throw error;
    while (!(await hostAnswers())) await new Promise((resolve) => setTimeout(resolve, pause));
    window.location.reload();
    return new Promise<never>(() => {});
  }
}

/** A page in a file of its own, read when it is first shown. */
export function lazyPage<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(() => part(async () => ({ default: await load() })));
}

async function hostAnswers(): Promise<boolean> {
  try {
    return (await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(patience) })).ok;
  } catch {
    return false;
  }
}
