import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';
import { type Desk, startDesk } from './desk.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { again } from './mainProcess.ts';
import { rows, storedBadges } from './storeReader.ts';

/** Evaluates in the main window's page; the driver itself lets go of a page whose process was gone. */
function inPage(desk: Desk, expression: string): Promise<unknown> {
  return again(() =>
    desk.app.evaluate(({ BrowserWindow }, code) => {
      const [window] = BrowserWindow.getAllWindows();
      return window?.webContents.executeJavaScript(code).catch(() => undefined);
    }, expression),
  );
}

test('the page’s process is killed at the door: a page says that nothing was lost, and leads back to the lane with everybody in it', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const file = path.join(desk.documents, path.basename(rehearsal));
  const [first, second] = storedBadges(file);
  if (!first || !second) throw new Error('too few badges');
  await desk.page.getByTestId('job-door').click();
  await desk.page.getByTestId('lane').waitFor();
  for (const [i, { code }] of [first, second].entries()) {
    await scanByKeyboard(desk, code);
    await expect(desk.page.getByTestId('count-present')).toHaveText(String(i + 1));
  }
  const pid = await again(() =>
    desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId()),
  );
  if (!pid) throw new Error('no page');
  process.kill(pid, 'SIGKILL');
  await expect
    .poll(() => inPage(desk, 'document.body.innerText'), { timeout: 30_000 })
    .toContain('아무것도 잃지 않았습니다');
  expect(await inPage(desk, 'document.body.innerText')).toContain('체크인 기록 2줄');
  // It goes nowhere but back.
  await inPage(desk, "location.href = 'https://example.com/'; 1");
  await inPage(desk, "location.href = 'app://stagedoor/#/program'; 1");
  expect(await inPage(desk, 'location.pathname')).toBe('/crashed');
  await inPage(desk, "document.querySelector('#again-ko').click(); 1");
  const present = "document.querySelector('[data-testid=count-present]')?.textContent";
  await expect.poll(() => inPage(desk, present), { timeout: 30_000 }).toBe('2');
  expect(await inPage(desk, 'location.hash')).toContain('door');
  expect(rows(file, 'SELECT 1 FROM journal')).toHaveLength(2);
});

test('an error that nothing caught is said in every job, with a way to restart, and the door goes on', async ({
  rehearsal,
}) => {
  // Its own desk: the log is to have this very error.
  const desk = await startDesk({ program: rehearsal });
  try {
    const file = path.join(desk.documents, path.basename(rehearsal));
    await desk.page.getByTestId('job-door').click();
    await desk.page.getByTestId('lane').waitFor();
    await again(() =>
      desk.app.evaluate(() => {
        setTimeout(() => {
          throw new Error('made by a test');
        }, 0);
      }),
    );
    await expect(desk.page.getByTestId('trouble-banner')).toContainText('저장된 것은 모두 그대로입니다');
    const [badge] = storedBadges(file);
    await scanByKeyboard(desk, badge?.code ?? '');
    await expect(desk.page.getByTestId('verdict')).toHaveAttribute('data-kind', /^admitted/);
    await desk.page.getByTestId('trouble-dismiss').click();
    await expect(desk.page.getByTestId('trouble-banner')).toBeHidden();
  } finally {
    await desk.close();
  }
});

test('the diagnostics and the log say what the app is and how it does, and of the sample’s people nothing', async ({
  start,
  sample,
}) => {
  const desk = await start({ program: sample });
  const file = path.join(desk.documents, path.basename(sample));
  const [badge] = storedBadges(file);
  const { page } = desk;
  await page.getByTestId('job-door').click();
  await page.getByTestId('lane').waitFor();
  await scanByKeyboard(desk, badge?.code ?? '');
  await expect(page.getByTestId('verdict')).toContainText(badge?.name ?? '');
  await page.getByTestId('job-program').click();
  await page.getByTestId('copy-diagnostics').click();
  await expect(page.getByText('진단 정보를 복사했습니다')).toBeVisible();
  const text = await again(() => desk.app.evaluate(({ clipboard }) => clipboard.readText()));
  for (const part of [
    'Electron',
    'program: version',
    'journal heads:',
    ': 1 rows',
    'last warnings and errors:',
    'attendee: 496',
  ]) {
    expect(text).toContain(part);
  }
  const logs = readdirSync(desk.home, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('main.log'),
  );
  expect(logs).toHaveLength(1);
  const log = readFileSync(path.join(desk.home, logs[0] ?? ''), 'utf8');
  expect(log).toContain('started: app');
  const people = rows<{ words: string }>(
    file,
    'SELECT json_array(name, name_latin, email, phone, phone_digits) AS words FROM attendee',
  );
  const words = people
    .flatMap(({ words: each }) => JSON.parse(each) as (string | null)[])
    .filter((word) => word !== null && word.length > 1);
  expect(words.length).toBeGreaterThan(1500);
  expect(words.filter((word) => word !== null && text.includes(word))).toEqual([]);
  expect(words.filter((word) => word !== null && log.includes(word))).toEqual([]);
  expect(text).not.toContain(desk.home);
});
