import path from 'node:path';
import { expect, test } from './app.ts';
import { rows } from './storeReader.ts';

test('the agenda on the second screen follows the show caller: next, back, undo, by keys and by buttons', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  await page.getByTestId('job-stage').click();
  await expect(page.getByTestId('cue-row')).toHaveCount(16);
  const opening = desk.app.waitForEvent('window');
  await page.getByTestId('tab-screens').click();
  await page.getByTestId('open-lobby').click();
  const agenda = await opening;
  await expect(agenda.getByTestId('lobby-window')).toBeVisible();
  const now = agenda.getByTestId('now-title');
  const next = agenda.getByTestId('next-title');
  await page.getByTestId('show-start').click();
  await expect(now).toHaveText('입장 및 체크인');
  await expect(next).toHaveText('오프닝 영상');
  // The button has the focus: Space is the show's, once, and not the button's as well.
  await page.keyboard.press('Space');
  await expect(now).toHaveText('오프닝 영상');
  await page.keyboard.press('ArrowRight');
  await expect(now).toHaveText('개회 및 일정 안내');
  await expect(agenda.getByTestId('time-left')).toHaveText(/^[56]:\d\d$/);
  await page.keyboard.press('ArrowLeft');
  await expect(now).toHaveText('오프닝 영상');
  await page.keyboard.press('Control+z');
  await expect(now).toHaveText('개회 및 일정 안내');
  await page.getByTestId('show-back').click();
  await expect(now).toHaveText('오프닝 영상');
  const commands = rows(path.join(desk.documents, path.basename(rehearsal)), 'SELECT 1 FROM show_command');
  expect(commands).toHaveLength(4);
  await expect(page.getByTestId('cue-row').nth(1)).toHaveAttribute('data-state', 'current');
  expect(desk.app.windows()).toHaveLength(2);
});

test('a show goes on at the same cue after a power cut', async ({ start, rehearsal }) => {
  const desk = await start({ program: rehearsal });
  await desk.page.getByTestId('job-stage').click();
  await desk.page.getByTestId('show-start').click();
  await desk.page.getByTestId('show-next').click();
  await expect(desk.page.getByTestId('now-title')).toHaveText('오프닝 영상');
  await desk.kill();
  const again = await start({ home: desk.home });
  await again.page.getByTestId('job-stage').click();
  await expect(again.page.getByTestId('now-title')).toHaveText('오프닝 영상');
});
