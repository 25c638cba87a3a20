import path from 'node:path';
import { expect, test } from './app.ts';
import { AppCalls } from './appCalls.ts';
import { scanByKeyboard, typeKeys } from './keyboardScanner.ts';
import { openOnPhone } from './phone.ts';
import { invite, openNetwork } from './stationsPage.ts';
import { rows, storedBadges } from './storeReader.ts';

const env = { STAGEDOOR_LOOPBACK: '1' };

test('a lane in a browser: a cut code is said, and the owner who comes second is let in by their digits', async ({
  start,
  rehearsal,
}) => {
  const host = await start({ program: rehearsal, env });
  const file = path.join(host.documents, path.basename(rehearsal));
  const owner = storedBadges(file).find(({ role }) => role === 'participant');
  if (!owner) throw new Error('the sample has no participant');
  const [phone] = rows<{ four: string }>(
    file,
    'SELECT substr(phone_digits, -4) AS four FROM attendee WHERE id = ?',
    owner.attendeeId,
  );
  await openNetwork(host);
  const lane = await openOnPhone(await invite(host.page, '서문', '입구'));
  try {
    const { page } = lane;
    const verdict = page.getByTestId('verdict');
    await expect(page.getByTestId('lane')).toBeVisible({ timeout: 30_000 });
    await typeKeys(page, owner.code, 'Enter');
    await expect(verdict).toHaveAttribute('data-kind', 'admitted');

    await typeKeys(page, owner.code.slice(0, 20), 'nothing');
    await expect(verdict).toHaveAttribute('data-kind', 'failed');
    await expect(verdict).toContainText('끊겼습니다');

    await expect(async () => {
      await typeKeys(page, owner.code, 'Enter');
      await expect(verdict).toHaveAttribute('data-kind', 'alreadyIn', { timeout: 1000 });
    }).toPass();
    await page.keyboard.press('F9');
    await page.getByTestId('dispute-digits').fill(phone?.four ?? '');
    await page.getByTestId('dispute-save').click();
    await expect(page.getByTestId('dispute')).toHaveCount(0);
    await expect(verdict).toHaveAttribute('data-kind', 'overruled');
    await expect(verdict).toContainText('본인 확인, 입장');
    await expect(page.getByTestId('disputes')).toContainText(owner.name);
    const fresh = storedBadges(file).find(({ attendeeId }) => attendeeId === owner.attendeeId);
    expect(fresh?.code).not.toBe(owner.code);
  } finally {
    await lane.close();
  }
});

test('what the staff must know of a guest at the kiosk is said at the lane, and not to the guest', async ({
  start,
  rehearsal,
}) => {
  const host = await start({ program: rehearsal, env });
  const guest = storedBadges(path.join(host.documents, path.basename(rehearsal))).find(
    ({ role }) => role === 'participant',
  );
  if (!guest) throw new Error('the sample has no participant');
  const edit = { attention: '참가비 미납' };
  const calls = await AppCalls.over(host);
  await calls.call('roster/edit', { edits: [{ id: guest.attendeeId, edit }] });
  await openNetwork(host);
  const lane = await openOnPhone(await invite(host.page, '서문', '입구'));
  try {
    await expect(lane.page.getByTestId('lane')).toBeVisible({ timeout: 30_000 });
    await host.page.getByTestId('job-door').click();
    await host.page.getByTestId('lane-menu').click();
    await host.page.getByTestId('lane-kiosk').click();
    await host.page.getByTestId('kiosk-pin').fill('4071');
    await host.page.getByTestId('kiosk-begin').click();
    await host.page.getByTestId('kiosk').waitFor();
    await scanByKeyboard(host, guest.code);
    const answer = host.page.getByTestId('kiosk-answer');
    await expect(answer).toHaveAttribute('data-answer', 'welcomeDesk');
    await expect(answer).toContainText('안내 데스크');
    expect(await host.page.locator('body').textContent()).not.toContain(edit.attention);
    const said = lane.page.getByRole('alert').filter({ hasText: edit.attention });
    await expect(said).toContainText(guest.name);
    await expect(lane.page.getByTestId('last-scans')).toContainText(edit.attention);
  } finally {
    await lane.close();
    // A kiosk does not close without its PIN.
    await host.kill();
  }
});
