import type { AppContext } from './context';

export async function openSample(_context: AppContext): Promise<void> {
  throw new Error('not built yet');
}
