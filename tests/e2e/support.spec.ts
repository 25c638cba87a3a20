import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';
import { startDesk } from './desk.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { again } from './mainProcess.ts';
import { rows, storedBadges } from './storeReader.ts';
import { firstWindowOf, press, shows, startUndriven, typed } from './undriven.ts';

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

test('a page that can’t be drawn says that nothing was lost, leaves a line without people in the log, and opens again', async ({
  start,
  sample,
}) => {
  const desk = await start({ program: sample });
  const { page } = desk;
  await page.evaluate(() => {
    String.prototype.normalize = () => {
      throw new Error('made by a test: 황보예슬');
    };
  });
  await page.getByTestId('job-program').click();
  const failed = page.getByTestId('page-failed');
  await expect(failed).toContainText('아무것도 잃지 않았습니다');
  await expect(failed).toContainText('Nothing was lost');
  const log = () =>
    readdirSync(desk.home, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('main.log'))
      .map((name) => readFileSync(path.join(desk.home, name), 'utf8'))
      .join('');
  await expect.poll(log).toMatch(/a page failed: drawing: Error at /);
  expect(log()).not.toContain('황보예슬');
  await page.getByTestId('page-again-ko').click();
  await expect(page.getByTestId('finish-card')).toBeVisible();
});

test('a document that can’t be written leaves no name in the log', async ({ start, rehearsal }) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  await page.getByTestId('job-people').click();
  await page.getByTestId('person-row').first().getByRole('button').first().click();
  await page.getByTestId('person-privacy').waitFor();
  chmodSync(desk.documents, 0o555);
  try {
    await page.getByTestId('privacy-export').click();
    await expect(page.getByText('디스크에 쓸 수 없습니다')).toBeVisible();
  } finally {
    chmodSync(desk.documents, 0o755);
  }
  const [name = ''] = readdirSync(desk.home, { recursive: true, encoding: 'utf8' }).filter((one) =>
    one.endsWith('main.log'),
  );
  const log = readFileSync(path.join(desk.home, name), 'utf8');
  expect(log).toContain('in privacy.export Error: EACCES');
  expect(log).not.toContain(desk.home);
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

test('a window whose process is killed says that nothing was lost, and one key opens its page again', async ({
  rehearsal,
}) => {
  // Without the driver, which gives a page up whose process is gone.
  const app = await startUndriven(rehearsal);
  const today = /#\/today/;
  const lane = /^app:\/\/stagedoor\/#\/door/;
  const crashed = /^app:\/\/stagedoor\/crashed/;
  try {
    const file = path.join(app.documents, path.basename(rehearsal));
    const [first, second] = storedBadges(file);
    const scan = (code = '') => app.xdotool(...typed(code), 'key', 'Return');
    const admitted = () =>
      rows<{ code: string }>(file, "SELECT code FROM journal WHERE verdict = 'admitted'");
    await shows(app, today, 'job-door');
    const window = await firstWindowOf(app);
    app.xdotool('windowfocus', '--sync', window);
    await app.evaluate(today, press('job-door'));
    await shows(app, lane, 'lane');
    scan(first?.code);
    await expect.poll(() => admitted().length).toBe(1);

    app.killPages();
    await shows(app, crashed, 'crash-page');
    const words = await app.evaluate(crashed, 'document.body.innerText');
    expect(words).toContain('아무것도 잃지 않았습니다');
    expect(words).toContain('체크인 기록 1줄을 확인했습니다');
    expect(words).toContain('Nothing was lost');

    app.xdotool('windowfocus', '--sync', window, 'key', 'Tab', 'key', 'Return');
    await shows(app, lane, 'lane');
    scan(second?.code);
    await expect.poll(() => admitted().map(({ code }) => code)).toEqual([first?.code, second?.code]);
  } finally {
    await app.close();
  }
});

test('the stage’s windows, of which a process that is killed takes all, come back by themselves, and others can be opened', async ({
  rehearsal,
}) => {
  const app = await startUndriven(rehearsal);
  const stage = /#\/stage/;
  const crashed = /^app:\/\/stagedoor\/crashed/;
  const screen = (kind: string) => new RegExp(`#/window/${kind}/`);
  try {
    await shows(app, /#\/today/, 'job-stage');
    await app.evaluate(/#\/today/, press('job-stage'));
    await shows(app, stage, 'tab-screens');
    await app.evaluate(stage, press('tab-screens'));
    for (const kind of ['mc', 'timer', 'backstage']) {
      await shows(app, stage, `open-${kind}`);
      await app.evaluate(stage, press(`open-${kind}`));
      await shows(app, screen(kind), 'picture');
    }
    const killed = Date.now();
    app.killPages();
    const anew = `performance.timeOrigin > ${killed} && document.querySelector('[data-testid=picture]') !== null`;
    for (const kind of ['mc', 'timer', 'backstage']) {
      await expect
        .poll(() => app.evaluate(screen(kind), anew).catch(() => false), { timeout: 45_000 })
        .toBe(true);
    }
    await shows(app, crashed, 'crash-page');
    await app.evaluate(crashed, `document.getElementById('again-ko').click()`);
    await shows(app, stage, 'tab-screens');
    await app.evaluate(stage, press('tab-screens'));
    await shows(app, stage, 'open-lobby');
    await app.evaluate(stage, press('open-lobby'));
    await shows(app, screen('lobby'), 'picture');
  } finally {
    await app.close();
  }
});
