import path from 'node:path';
import { create } from 'qrcode';
import { frameHeight, frameWidth, qrFrame } from '../frames/qrFrames.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { writeCameraFeed } from './cameraFeed.ts';
import { newHome } from './desk.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { openOnPhone } from './phone.ts';
import { openStage } from './stageWindows.ts';
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
  await expect(again.page.getByTestId('own-copy')).not.toHaveAttribute('data-long');
  await scanByKeyboard(again, third);
  await expect(again.page.getByTestId('verdict')).toHaveAttribute('data-kind', 'admitted');
  // Over another job too; and after five minutes it is seen from afar.
  await again.page.getByTestId('job-people').click();
  await scanByKeyboard(again, first);
  await expect(again.page.getByTestId('scan-toast')).toContainText('사본으로 판정');
  await again.page.getByTestId('job-door').click();
  await again.page.clock.setFixedTime(Date.now() + 360_000);
  await expect(again.page.getByTestId('own-copy')).toHaveAttribute('data-long', 'true');
  await expectAccessible(again.page, 'a lane long apart from its host');

  await openNetwork(host);
  await expect(again.page.getByTestId('own-copy')).toBeHidden({ timeout: 20_000 });
  await expect.poll(() => rows(file, 'SELECT 1 FROM journal').length, { timeout: 20_000 }).toBe(6);
  for (const page of [host.page, again.page]) {
    if (page === host.page) await page.getByTestId('job-door').click();
    await expect(page.getByTestId('count-present')).toHaveText('3');
    await expect(page.getByTestId('conflicts')).toContainText('어긋난 입장 1건');
  }
});

/** The host's QR as a camera sees it from a screen. */
function qrPicture(text: string) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const step = 9;
  const side = modules.size * step;
  const left = Math.floor((frameWidth - side) / 2);
  const top = Math.floor((frameHeight - side) / 2);
  const pixels = new Uint8Array(frameWidth * frameHeight).fill(235);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (modules.get(Math.floor(y / step), Math.floor(x / step)) === 1)
        pixels[(top + y) * frameWidth + left + x] = 20;
    }
  }
  return { width: frameWidth, height: frameHeight, pixels };
}

test('another Stagedoor comes in by its camera: the host’s QR is all it needs', async ({
  start,
  rehearsal,
}) => {
  const host = await start({ program: rehearsal, env });
  await openNetwork(host);
  const text = await invite(host.page, '동문', 'app');
  await expect(host.page.getByTestId('pair-text')).toHaveText(text);
  const home = newHome();
  const feed = path.join(home, 'qr.y4m');
  writeCameraFeed(feed, [qrPicture(text)]);
  const station = await start({ home, camera: feed, env });
  await station.page.getByTestId('job-program').click();
  await station.page.getByTestId('open-stations').click();
  await station.page.getByTestId('join-by-camera').click();
  await expect(station.page.getByTestId('lane')).toBeVisible({ timeout: 30_000 });
  await expect(host.page.getByTestId('station-동문')).toHaveAttribute('data-connected', 'true');
  await expect(station.page.getByTestId('own-copy')).toBeHidden();
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

    const stage = await openStage(host);
    await stage.keyboard.press('Space');
    await expect(stage.getByTestId('now-title')).toBeVisible();
    await host.page.getByTestId('job-program').click();
    await host.page.getByTestId('open-stations').click();
    const timer = await openOnPhone(await invite(host.page, '무대', '무대 타이머'));
    const digits = timer.page.getByTestId('timer-digits');
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
      // It goes on counting by itself, and not only once.
      for (let i = 0; i < 3; i++) {
        const shown = (await digits.textContent()) ?? '';
        expect(shown).toMatch(/^\+?\d+:\d\d/);
        await expect(digits).not.toHaveText(shown);
      }
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

test('a machine that is open to the network says so where nobody works at it too: locked, and as a kiosk', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal, env });
  const { page } = desk;
  await page.getByTestId('job-program').click();
  await page.getByTestId('role-pin-organizer').fill('4071');
  await page.getByTestId('role-save-organizer').click();
  await expect(page.getByTestId('role-remove-organizer')).toBeVisible();
  await page.keyboard.press('Control+l');
  await expect(page.getByTestId('lock-screen')).toBeVisible();
  await expect(page.getByTestId('network-light')).toBeHidden();
  await page.getByTestId('lock-pin').fill('4071');
  await page.getByTestId('lock-unlock').click();
  await openNetwork(desk);
  await page.keyboard.press('Control+l');
  await expect(page.getByTestId('lock-screen').getByTestId('network-light')).toHaveText(
    '네트워크에 열려 있음',
  );
  await expectAccessible(page, 'a locked machine that is open to the network');
  await page.getByTestId('lock-pin').fill('4071');
  await page.getByTestId('lock-unlock').click();
  await page.getByTestId('job-door').click();
  await page.getByTestId('lane-menu').click();
  await page.getByTestId('lane-kiosk').click();
  await page.getByTestId('kiosk-pin').fill('4071');
  await page.getByTestId('kiosk-begin').click();
  await expect(page.getByTestId('kiosk').getByTestId('network-light')).toBeVisible();
  await page.getByTestId('kiosk-staff').click();
  await page.getByTestId('pin-pad').waitFor();
  await page.keyboard.type('4071', { delay: 100 });
  await page.getByTestId('pin-leave').click();
  await expect(page.getByTestId('kiosk')).toBeHidden();
});
