import path from 'node:path';
import { z } from 'zod';
import { frameHeight, frameWidth } from '../frames/qrFrames.ts';
import { expect, test } from './app.ts';
import { AppCalls } from './appCalls.ts';
import { expectAccessible } from './axe.ts';
import { writeCameraFeed } from './cameraFeed.ts';
import { newHome } from './desk.ts';
import { scanByKeyboard, typeKeys } from './keyboardScanner.ts';
import { rows, storedBadges } from './storeReader.ts';

const languages = [
  ['ko', '한국어', '문 앞'],
  ['en', 'English', 'At the door'],
] as const;
const Put = z.object({ id: z.string() });
const at = (time: string) => Date.parse(`2024-10-18T${time}:00+09:00`);
const bookCode = '8801234567893';
const pin = '258013';
/** In the rehearsal it is a little after 13:05. */
const event = {
  code: 'axe',
  kind: 'other',
  title: '문 앞',
  titleEn: 'At the door',
  doorsAt: at('12:00'),
  startsAt: at('14:00'),
  endsAt: at('18:00'),
  zone: 'Asia/Seoul',
  venue: '',
  capacity: null,
  admission: 'everyone',
  admits: [],
  entry: 'leave_and_return',
};

for (const [language, choice, title] of languages) {
  test(`every verdict of the door and what it leads to, without a serious violation, in ${language}`, async ({
    start,
    rehearsal,
  }) => {
    const home = newHome();
    // Nothing to read in it: what the camera sees would be judged between the scans that are looked at.
    const feed = path.join(home, 'grey.y4m');
    const pixels = new Uint8Array(frameWidth * frameHeight).fill(128);
    writeCameraFeed(feed, [{ width: frameWidth, height: frameHeight, pixels }]);
    const desk = await start({ home, program: rehearsal, camera: feed });
    const { page } = desk;
    const file = path.join(desk.documents, path.basename(rehearsal));
    const guests = storedBadges(file).filter(({ role }) => role === 'participant');
    const next = () => {
      const guest = guests.shift();
      if (!guest) throw new Error('the sample has too few participants');
      return guest;
    };
    const lastFour = (id: string) =>
      rows<{ four: string }>(
        file,
        'SELECT substr(phone_digits, -4) AS four FROM attendee WHERE id = ?',
        id,
      )[0]?.four ?? '';

    const calls = await AppCalls.over(desk);
    const call = async (procedure: string, input: unknown): Promise<unknown> => {
      const answer = await calls.call(procedure, input);
      if (answer.kind === 'refused') throw new Error(`${procedure}: ${answer.why}`);
      return answer.with;
    };
    const { id: eventId } = Put.parse(await call('events/put', { id: null, event }));
    const change = (changed: object) => call('events/put', { id: eventId, event: { ...event, ...changed } });
    let scans = 0;
    const pass = (attendeeId: string, direction: 'in' | 'out') =>
      call('checkin/scan', {
        id: `0192a000-0000-7000-8000-${String(++scans).padStart(12, '0')}`,
        eventId,
        door: 'A',
        source: 'search',
        direction,
        by: { by: 'attendee', attendeeId },
      });
    await call('program/chooseEvent', { eventId });
    await page.getByText(choice, { exact: true }).click();
    await page.getByTestId('job-door').click();
    await expect(page.getByTestId('lane')).toContainText(title);

    const verdict = page.getByTestId('verdict');
    const shows = async (kind: string) => {
      await expect(verdict).toHaveAttribute('data-kind', kind);
      await expectAccessible(page, `the verdict ${kind}`);
    };
    const scanned = async (code: string, kind: string) => {
      await scanByKeyboard(desk, code);
      await shows(kind);
    };
    const panel = async (key: string, testId: string) => {
      await page.keyboard.press(key);
      await page.getByTestId(testId).waitFor();
      await expectAccessible(page, `the panel ${testId}`);
    };

    const first = next();
    await scanned(first.code, 'admitted');
    const noted = next();
    await call('roster/edit', { edits: [{ id: noted.attendeeId, edit: { attention: '휠체어 자리' } }] });
    await scanned(noted.code, 'admittedNote');
    await page.keyboard.press('F3');
    await scanned(next().code, 'goneOut');
    await page.keyboard.press('F3');
    const left = next();
    await pass(left.attendeeId, 'in');
    await pass(left.attendeeId, 'out');
    await scanned(left.code, 'cameBack');
    await change({ capacity: 1 });
    await scanned(next().code, 'full');
    await change({ doorsAt: at('15:00'), startsAt: at('16:00') });
    await scanned(next().code, 'tooEarly');
    await change({ startsAt: at('12:10'), endsAt: at('12:30') });
    await scanned(next().code, 'tooLate');
    await change({ admission: 'invited' });
    await scanned(next().code, 'notInvited');
    const waiting = next();
    await call('events/setInvitations', {
      eventId,
      changes: [{ id: waiting.attendeeId, status: 'waiting' }],
      moveUp: 'nobody',
    });
    await scanned(waiting.code, 'waiting');
    await change({});
    await scanned(
      first.code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      'forged',
    );
    await scanned(`ZZZZ${first.code.slice(4)}`, 'foreign');
    await scanned(bookCode, 'unknown');
    await typeKeys(page, first.code.slice(0, 20), 'nothing');
    await shows('failed');

    // Let in against a verdict: without a PIN it says where one is set.
    const lost = next();
    await call('checkin/revokeBadge', { attendeeId: lost.attendeeId, reason: 'lost' });
    await scanned(lost.code, 'revoked');
    await page.keyboard.press('F8');
    await page.getByTestId('overrule-reason').fill('VIP');
    await page.getByTestId('overrule-pin').fill(pin);
    await page.getByTestId('overrule-save').click();
    await expect(page.getByTestId('overrule-problem')).toContainText(
      language === 'ko' ? '프로그램 화면' : 'Program page',
    );
    await expectAccessible(page, 'the panel overrule with a problem');
    await call('door/setPin', { kind: 'supervisor', pin, current: null });
    await page.getByTestId('overrule-pin').fill(pin);
    await page.getByTestId('overrule-save').click();
    await shows('overruled');
    await page.keyboard.press('Control+z');
    await shows('undone');

    // The owner comes second; the dispute stays until it is settled.
    const owner = next();
    await pass(owner.attendeeId, 'in');
    await scanned(owner.code, 'alreadyIn');
    await panel('F9', 'dispute');
    await page.getByTestId('dispute-digits').fill(lastFour(owner.attendeeId));
    await page.getByTestId('dispute-save').click();
    await page.getByTestId('disputes').waitFor();
    await shows('overruled');
    await page.getByTestId('settle-open').click();
    await page.getByTestId('settle-note').fill('-');
    await expectAccessible(page, 'the settling of a dispute');
    await page.keyboard.press('Escape');

    // Somebody without a badge, confirmed by their digits.
    const searched = next();
    await page.keyboard.press('F2');
    await page.getByTestId('search-input').fill(searched.email);
    await page.getByTestId('search-result').first().waitFor();
    await page.getByTestId('search-input').press('Enter');
    const digits = page.getByTestId('confirm-digits');
    await digits.fill(lastFour(searched.attendeeId) === '0000' ? '0001' : '0000');
    await page.getByTestId('confirm-admit').click();
    await page.getByTestId('confirm-problem').waitFor();
    await expectAccessible(page, 'the panel confirm-person');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);

    await page.keyboard.press('F4');
    await expect(page.getByTestId('camera-state')).toHaveAttribute('data-state', 'on');
    await expectAccessible(page, 'the camera in its corner');
    await page.keyboard.press('F4');

    await call('desk/startKiosk', { pin });
    await page.getByTestId('kiosk').waitFor();
    const answer = page.getByTestId('kiosk-answer');
    for (const [code, kind] of [
      [next().code, 'welcome'],
      [owner.code, 'desk'],
    ] as const) {
      await scanByKeyboard(desk, code);
      await expect(answer).toHaveAttribute('data-answer', kind);
      await expectAccessible(page, `the kiosk’s answer ${kind}`);
    }
    await page.getByTestId('kiosk-staff').click();
    await page.getByTestId('pin-pad').waitFor();
    await page.keyboard.type('0000');
    await page.getByTestId('pin-leave').click();
    await expect(page.getByTestId('pin-problem')).not.toBeEmpty();
    await expectAccessible(page, 'the PIN pad');
    // A kiosk does not close without its PIN.
    await desk.kill();
  });
}
