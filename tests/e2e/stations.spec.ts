import path from 'node:path';
import { frameHeight, frameWidth, qrFrame } from '../frames/qrFrames.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { writeCameraFeed } from './cameraFeed.ts';
import { newHome } from './desk.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { openOnPhone } from './phone.ts';
import { invite, openNetwork } from './stationsPage.ts';
import { rows, storedBadges } from './storeReader.ts';

const env = { STAGEDOOR_LOOPBACK: '1' };

test('another Stagedoor is a door of the host: it judges by its own copy, goes on without the network, and all agree afterwards', async ({
  start,
  rehearsal,
}) => {
  const host = await start({ program: rehearsal, env });
  const [first, second, third] = storedBadges(rehearsal).map(({ code }) => code);
  if (!first || !second || !third) throw new Error('too few badges');
  await openNetwork(host);
  const text = await invite(host.page, '동문', 'app');
  await expectAccessible(host.page, 'a code for another device');

  const station = await start({ env });
  await station.page.getByTestId('job-program').click();
  await station.page.getByTestId('open-stations').click();
  await station.page.getByTestId('join-text').fill(text.replace(/\/\d{6}\//, '/000000/'));
  await station.page.getByTestId('join-go').click();
  await expect(station.page.getByTestId('join-card')).toContainText('연결 코드가 맞지 않습니다');
  await station.page.getByTestId('join-text').fill(text);
  await station.page.getByTestId('join-go').click();
  await expect(station.page.getByTestId('lane')).toBeVisible();
  await expect(host.page.getByTestId('station-동문')).toHaveAttribute('data-connected', 'true');
  await expect(host.page.getByTestId('network-light')).toContainText('1');
  await host.page.getByText('English', { exact: true }).click();
  await expectAccessible(host.page, 'the devices, in English');
  await host.page.getByText('한국어', { exact: true }).click();
  await expect(station.page.getByTestId('count-expected')).not.toHaveText('–');
  await expect(station.page.getByTestId('own-copy')).toBeHidden();

  // Together: what one lets in, the other knows.
  await scanByKeyboard(station, first);
  await expect(station.page.getByTestId('verdict')).toHaveAttribute('data-kind', 'admitted');
  const file = path.join(host.documents, path.basename(rehearsal));
  await expect.poll(() => rows(file, "SELECT 1 FROM journal WHERE verdict = 'admitted'").length).toBe(1);
  await host.page.getByTestId('job-door').click();
  await scanByKeyboard(host, first);
  await expect(host.page.getByTestId('verdict')).toHaveAttribute('data-kind', 'alreadyIn');
  await expect(host.page.getByTestId('verdict')).toContainText('동문');

  // Apart: the station says so with each verdict, and goes on.
  await host.page.getByTestId('job-program').click();
  await host.page.getByTestId('open-stations').click();
  await host.page.getByTestId('network-close').click();
  await expect(station.page.getByTestId('own-copy')).toBeVisible();
  await scanByKeyboard(station, second);
  await expect(station.page.getByTestId('verdict')).toHaveAttribute('data-kind', 'admitted');
  await expect(station.page.getByTestId('own-copy')).toContainText('사본으로 판정');
  await expectAccessible(station.page, 'a lane apart from its host');
  await host.page.getByTestId('job-door').click();
  await scanByKeyboard(host, second);
  await expect(host.page.getByTestId('verdict')).toHaveAttribute('data-kind', 'admitted');

  // The station is cut from its power in between; nothing that it answered is lost.
  await station.kill();
  const again = await start({ home: station.home, env });
  await again.page.getByTestId('job-door').click();
  await expect(again.page.getByTestId('own-copy')).toBeVisible();
  await scanByKeyboard(again, third);
  await expect(again.page.getByTestId('verdict')).toHaveAttribute('data-kind', 'admitted');

  await openNetwork(host);
  await expect(again.page.getByTestId('own-copy')).toBeHidden({ timeout: 20_000 });
  await expect.poll(() => rows(file, 'SELECT 1 FROM journal').length, { timeout: 20_000 }).toBe(5);
  for (const page of [host.page, again.page]) {
    if (page === host.page) await page.getByTestId('job-door').click();
    await expect(page.getByTestId('count-present')).toHaveText('3');
    await expect(page.getByTestId('conflicts')).toContainText('어긋난 입장 1건');
  }
});

test('two phones: a lane by camera and a timer, over HTTPS; without the host the lane judges nothing and the timer goes on', async ({
  start,
  rehearsal,
}) => {
  const home = newHome();
  const [badge] = storedBadges(rehearsal);
  if (!badge) throw new Error('no badge');
  const feed = path.join(home, 'badge.y4m');
  const { pixels } = qrFrame('clean', 3, badge.code);
  writeCameraFeed(feed, [{ width: frameWidth, height: frameHeight, pixels }]);
  const host = await start({ home, program: rehearsal, env });
  await openNetwork(host);
  const lane = await openOnPhone(await invite(host.page, '서문', '입구'), feed);
  try {
    await expect(lane.page.getByTestId('lane')).toBeVisible({ timeout: 30_000 });
    await expectAccessible(lane.page, 'a lane on a phone');
    await expect(host.page.getByTestId('station-서문')).toHaveAttribute('data-connected', 'true');
    await lane.page.getByTestId('camera-toggle').click();
    await expect(lane.page.getByTestId('verdict')).toHaveAttribute('data-kind', 'admitted', {
      timeout: 30_000,
    });
    const file = path.join(host.documents, path.basename(rehearsal));
    expect(rows(file, 'SELECT door, source, verdict FROM journal')).toEqual([
      { door: '서문', source: 'camera', verdict: 'admitted' },
    ]);
    // It is one width of a phone, and nothing hangs out of it.
    expect(await lane.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(
      true,
    );

    const timer = await openOnPhone(await invite(host.page, '무대', '무대 타이머'));
    try {
      await expect(timer.page.getByTestId('timer-window')).toBeVisible({ timeout: 30_000 });
      // Loaded anew while the network goes: what does not come then comes when the host answers.
      await timer.page.route(/\/StageWindow-.*\.js$/, (route) => route.abort(), { times: 1 });
      await timer.page.reload();
      await expect(timer.page.getByTestId('timer-window')).toBeVisible({ timeout: 30_000 });
      await host.page.getByTestId('network-close').click();
      await expect(lane.page.getByTestId('connection-lost')).toBeVisible({ timeout: 30_000 });
      await expect(lane.page.getByTestId('lane')).toBeHidden();
      await expectAccessible(lane.page, 'a lane without its host');
      await expect(timer.page.getByTestId('connection-lost-banner')).toBeVisible();
      await expect(timer.page.getByTestId('timer-window')).toBeVisible();
      await openNetwork(host);
      // Both come back by themselves.
      await expect(lane.page.getByTestId('lane')).toBeVisible({ timeout: 30_000 });
      await expect(timer.page.getByTestId('connection-lost-banner')).toBeHidden({ timeout: 30_000 });
    } finally {
      await timer.close();
    }
    // Cut off, it is back where it came in.
    await host.page.getByTestId('cut-off-서문').click();
    await host.page.getByTestId('cut-off-sure-서문').click();
    await expect(lane.page.getByTestId('lane')).toBeHidden({ timeout: 30_000 });
  } finally {
    await lane.close();
  }
});
