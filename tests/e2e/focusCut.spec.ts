import path from 'node:path';
import { expect, test } from './app.ts';
import { rows, storedBadges } from './storeReader.ts';
import { firstWindowOf, press, shows, startUndriven, typed } from './undriven.ts';

const main = /#\/(?!window)/;
const lobby = /#\/window\/lobby/;

const textOf = (testId: string) => `document.querySelector('[data-testid="${testId}"]')?.textContent ?? ''`;
const typedInto = (testId: string) => `document.querySelector('[data-testid="${testId}"]')?.value`;

test('a code cut in two by the focus going to another window is dropped with a sentence, and typed nowhere', async ({
  rehearsal,
}) => {
  const app = await startUndriven(rehearsal);
  try {
    const file = path.join(app.documents, path.basename(rehearsal));
    const journal = () => rows<{ code: string }>(file, 'SELECT code FROM journal ORDER BY device_seq');
    const [code = '', ...others] = storedBadges(file).map((badge) => badge.code);
    await shows(app, main, 'clock');
    const mainWindow = await firstWindowOf(app);
    await app.evaluate(main, press('job-stage'));
    await shows(app, main, 'tab-screens');
    await app.evaluate(main, press('tab-screens'));
    await shows(app, main, 'open-lobby');
    await app.evaluate(main, press('open-lobby'));
    await shows(app, lobby, 'lobby-window');
    await expect.poll(() => app.windows().length).toBe(2);
    const lobbyWindow = app.windows().find((window) => window !== mainWindow) ?? '';
    await app.evaluate(main, press('job-door'));
    await shows(app, main, 'search-open');
    await app.evaluate(main, press('search-open'));
    await shows(app, main, 'search-input');

    for (const [attempt, keys] of [20, 5].entries()) {
      app.xdotool('windowfocus', '--sync', mainWindow);
      await expect.poll(() => app.evaluate(main, 'document.hasFocus()')).toBe(true);
      await app.evaluate(main, `document.querySelector('[data-testid="search-input"]').focus()`);
      const [first, second] = [code.slice(0, keys), code.slice(keys)];
      app.xdotool(...typed(first), 'windowfocus', lobbyWindow, ...typed(second), 'key', 'Return');
      await expect.poll(() => app.evaluate(main, textOf('lane'))).toContain('끊겼습니다');
      expect(await app.evaluate(main, typedInto('search-input'))).toBe('');
      expect(journal()).toHaveLength(attempt);
      // The next whole one is judged, wherever the focus is now.
      const whole = others[attempt] ?? '';
      app.xdotool(...typed(whole), 'key', 'Return');
      await expect.poll(() => journal().length).toBe(attempt + 1);
      expect(journal().at(-1)?.code).toBe(whole);
      await expect.poll(() => app.evaluate(main, textOf('lane'))).not.toContain('끊겼습니다');
    }
  } finally {
    await app.close();
  }
});
