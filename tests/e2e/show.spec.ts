import path from 'node:path';
import { expect, test } from './app.ts';
import type { Desk } from './desk.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { startRehearsal } from './rehearsal.ts';
import { openScreens, openStage, screens, shownIn } from './stageWindows.ts';
import { rows, type StoredBadge, storedBadges } from './storeReader.ts';

const fileOf = (desk: Desk, program: string) => path.join(desk.documents, path.basename(program));

/** The clock of the rehearsal is set, and the caller's view opened again. */
async function at(desk: Desk, time: string): Promise<void> {
  await startRehearsal(desk, `2024-10-18T${time}`);
  await openStage(desk);
}

/** People come in at the door, one after another. */
async function comeIn(desk: Desk, badges: readonly (StoredBadge | undefined)[]): Promise<void> {
  await desk.page.getByTestId('job-door').click();
  await desk.page.getByTestId('lane').waitFor();
  for (const badge of badges) {
    if (!badge) throw new Error('there is no such badge');
    await scanByKeyboard(desk, badge.code);
    await expect(desk.page.getByTestId('verdict-name')).toContainText(badge.name);
  }
}

/** Three participants who complete, and three more, by e-mail. */
function graduates(file: string, badges: readonly StoredBadge[]): readonly StoredBadge[] {
  const complete = rows<{ id: string }>(
    file,
    `SELECT a.id FROM attendee a WHERE a.role = 'participant'
       AND EXISTS (SELECT 1 FROM track_result r WHERE r.attendee_id = a.id AND r.track = 'course'
         AND json_extract(r.result, '$.done') = json_extract(r.result, '$.of'))
       AND EXISTS (SELECT 1 FROM track_result r WHERE r.attendee_id = a.id AND r.track = 'competition'
         AND json_extract(r.result, '$.joined') = 1)
       AND EXISTS (SELECT 1 FROM track_result r WHERE r.attendee_id = a.id AND r.track = 'project')
       AND NOT EXISTS (SELECT 1 FROM cue_person p WHERE p.attendee_id = a.id)
       AND NOT EXISTS (SELECT 1 FROM attendee b WHERE b.name = a.name AND b.id <> a.id)
     ORDER BY a.email_key LIMIT 6`,
  );
  return complete.flatMap(({ id }) => badges.find(({ attendeeId }) => attendeeId === id) ?? []);
}

test('the sample graduation: a speech over, absorbed; a talk over, a conflict; a speaker absent; the planner; three late at the conferral', async ({
  start,
  rehearsal,
}, info) => {
  test.slow();
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = fileOf(desk, rehearsal);
  const badges = storedBadges(file);
  const byEmail = (email: string) => badges.find((badge) => badge.email.toLowerCase() === email);
  const six = graduates(file, badges);
  const cast = ['mc@example.com', 'vip-a@example.com', 'vip-b@example.com', 'alum-1@example.com'].map(
    byEmail,
  );
  const storyTellers = ['cohort5166@example.com', 'cohort5279@example.com', 'cohort5115@example.com'].map(
    byEmail,
  );
  await comeIn(desk, [...cast, ...storyTellers, ...six.slice(0, 3)]);

  await at(desk, '13:00');
  const windows = await openScreens(desk);
  const pictures = async (name: string) => {
    await page.screenshot({ path: info.outputPath(`${name}-caller.png`) });
    for (const kind of screens)
      await windows[kind].screenshot({ path: info.outputPath(`${name}-${kind}.png`) });
  };
  const lateness = page.getByTestId('lateness');
  const row = (cue: number) => page.getByTestId('cue-row').nth(cue - 1);

  // On time up to the first speech.
  await page.keyboard.press('Space');
  for (const [time, title] of [
    ['14:00', '오프닝 영상'],
    ['14:04', '개회 및 일정 안내'],
    ['14:10', '축사 1 (주최사 대표)'],
  ] as const) {
    await at(desk, time);
    await page.keyboard.press('Space');
    await expect(windows.mc.getByTestId('now-title')).toHaveText(title);
  }
  await expect(lateness).toContainText('제시간');

  // Over by 7 minutes: the gap before the conferral absorbs it.
  await at(desk, '14:25');
  await expect(lateness).toContainText('7분 늦음 · 수료증 수여 16:30까지 여유 10분');
  await expect(windows.timer.getByTestId('timer-digits')).toHaveText(/^\+7:0\d$/);
  await expect(row(14)).toContainText('16:30');
  await expect(page.getByTestId('offer-catchUp')).toHaveCount(0);
  await page.keyboard.press('Control+1');
  await expect(windows.mc.getByTestId('mc-message')).toContainText('마무리해 주세요');
  await expect(windows.timer.getByTestId('timer-message')).toHaveText('마무리해 주세요');
  await page.getByTestId('tab-messages').click();
  await expect(page.getByTestId('message')).toContainText('아직 읽지 않음');
  await pictures('speech-over');
  await windows.mc.keyboard.press('Space');
  await expect(windows.mc.getByTestId('mc-message')).toHaveCount(0);
  await expect(page.getByTestId('message')).toContainText('확인함');
  await page.keyboard.press('Space');
  await expect(row(4)).toContainText('+7');

  for (const time of ['14:33', '14:43']) {
    await at(desk, time);
    await page.keyboard.press('Space');
  }
  await expect(windows.mc.getByTestId('now-title')).toHaveText('선배 강연 1: 커리어 빌딩');

  // The next speaker is not here: red a quarter of an hour before, on the caller's view and behind the stage.
  await at(desk, '14:55');
  await expect(row(8)).toHaveAttribute('data-alarming', 'true');
  await expect(row(8).getByTestId('alarm')).toBeVisible();
  await expect(windows.backstage.getByText('선배 이', { exact: false }).first()).toBeVisible();
  await expect(page.getByTestId('offer-reorder')).toContainText('수료생 경험담 1');

  // The talk is over by 20 more: a conflict with the conferral's hard start, and an offer to catch up.
  await at(desk, '15:23');
  await expect(lateness).toContainText('27분 늦음 · 수료증 수여 16:30 시작이 10분 밀립니다');
  await expect(row(14)).toContainText('10분 밀림');
  const offer = page.getByTestId('offer-catchUp');
  await expect(offer).toContainText('16:30');
  await pictures('talk-over');
  const before = (await shownIn(windows.lobby)).version;
  await page.keyboard.press('F3');
  await expect(offer).toHaveCount(0);
  await expect(lateness).toContainText('수료증 수여 16:30까지 여유');
  await pictures('planner-accepted');
  await page.keyboard.press('Control+z');
  await expect(offer).toContainText('16:30');
  expect(Number((await shownIn(windows.lobby)).version)).toBeGreaterThan(Number(before));
  await page.getByTestId('accept-reorder').click();
  await expect(row(8)).toContainText('수료생 경험담 1');
  await expect(row(9)).toContainText('선배 강연 2');
  await page.keyboard.press('F3');
  await expect(offer).toHaveCount(0);

  // The conferral: three are here, three come while their names are being called.
  await at(desk, '16:30');
  for (let i = 0; i < 16; i++) {
    if ((await row(14).getAttribute('data-selected')) === 'true') break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('F4');
  await expect(windows.mc.getByTestId('now-title')).toHaveText('수료증 수여');
  // The story-tellers complete too.
  await expect(page.getByTestId('call-counts')).toContainText('남음 6');
  const inOrder = new Intl.Collator('ko').compare;
  const present = [...storyTellers, ...six.slice(0, 3)].map((badge) => badge?.name ?? '').sort(inOrder);
  await expect(windows.mc.getByTestId('mc-name').first()).toContainText(present[0] ?? '');
  await expect(windows.mc.getByTestId('mc-name')).toHaveCount(3);
  // A key calls whom the caller's own page names.
  await expect(page.getByTestId('call-first')).toContainText(present[0] ?? '');
  await page.keyboard.press('PageDown');
  await expect(windows.mc.getByTestId('mc-name').first()).toContainText(present[1] ?? '');
  await expect(page.getByTestId('call-first')).toContainText(present[1] ?? '');
  await page.keyboard.press('PageUp');
  await expect(page.getByTestId('call-passed')).toContainText(present[1] ?? '');
  await at(desk, '16:40');
  const late = six.slice(3);
  await comeIn(desk, late);
  await openStage(desk);
  await expect(page.getByTestId('call-counts')).toContainText('불렀음 1 · 남음 7');
  await pictures('conferral');
  for (const name of present.slice(2)) {
    await expect(page.getByTestId('call-first')).toContainText(name);
    await page.keyboard.press('PageDown');
  }
  // Those who came late stand at the end, in the order of their coming, and are marked so.
  for (const { name } of late) {
    await expect(windows.mc.getByTestId('mc-name').first()).toContainText(name);
    await expect(windows.mc.getByTestId('mc-name').first()).toContainText('늦게 옴');
    await expect(page.getByTestId('call-first')).toContainText(name);
    await page.keyboard.press('PageDown');
  }
  await expect(windows.mc.getByTestId('mc-count')).toContainText('8명을 모두 불렀습니다');
  await page.getByTestId('call-recall').click();
  await expect(windows.mc.getByTestId('mc-name').first()).toContainText(present[1] ?? '');
  await expect(page.getByTestId('call-first')).toContainText(present[1] ?? '');
  await page.keyboard.press('PageDown');
  await expect(windows.mc.getByTestId('mc-count')).toContainText('9명을 모두 불렀습니다');
});

/** A small generator of random numbers that gives the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

test('four windows show the same version, the same cue and the same time left, through 200 random commands', async ({
  start,
  rehearsal,
}) => {
  test.slow();
  const desk = await start({ program: rehearsal });
  const file = fileOf(desk, rehearsal);
  await openStage(desk);
  const windows = await openScreens(desk);
  const { page } = desk;
  const keys = [
    ...['Space', 'Space', 'Space', 'ArrowRight', 'ArrowLeft', 'F5', 'F5', 'F6', 'F7', 'F7', 'F8', 'F9'],
    ...['ArrowDown', 'ArrowDown', 'ArrowUp', 'Control+ArrowDown', 'Control+ArrowUp', 'F4', 'F3'],
    ...['Control+z', 'Control+z', 'Control+y', 'PageDown', 'PageUp'],
  ];
  const next = random(20_241_018);
  const version = () =>
    String(rows<{ version: number }>(file, 'SELECT version FROM show_version')[0]?.version ?? 0);
  const seen = new Set<string>();
  await page.keyboard.press('Space');
  for (let given = 0; given < 200; given++) {
    const key = keys[Math.floor(next() * keys.length)] ?? 'Space';
    await page.keyboard.press(key);
    await expect
      .poll(async () => {
        const shown = await Promise.all(screens.map((kind) => shownIn(windows[kind])));
        return {
          key,
          same: new Set(shown.map((each) => JSON.stringify(each))).size,
          stored: shown[0]?.version === version(),
        };
      })
      .toEqual({ key, same: 1, stored: true });
    const { cue, phase } = await shownIn(windows.mc);
    seen.add(`${phase} ${cue}`);
  }
  // The walk went somewhere: several cues, and more than one phase.
  expect(seen.size).toBeGreaterThan(5);
  expect(Number(version())).toBeGreaterThan(80);
  // What stands there as digits is the same too, within the second that they are read in.
  await page.keyboard.press('F4');
  const digits = async () => {
    const texts = await Promise.all([
      page.getByTestId('time-left').allTextContents(),
      windows.mc.getByTestId('time-left').allTextContents(),
    ]);
    return texts[0]?.[0] === texts[1]?.[0];
  };
  await expect.poll(digits).toBe(true);
});

test('black-out: all from the caller’s view, one from its own window; each comes back', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const page = await openStage(desk);
  const windows = await openScreens(desk);
  await page.keyboard.press('Control+b');
  for (const kind of screens) await expect(windows[kind].getByTestId('black')).toBeVisible();
  await windows.mc.keyboard.press('Control+b');
  await expect(windows.mc.getByTestId('black')).toHaveCount(0);
  await expect(windows.timer.getByTestId('black')).toBeVisible();
  await page.getByTestId('black-timer').click();
  await expect(windows.timer.getByTestId('black')).toHaveCount(0);
});
