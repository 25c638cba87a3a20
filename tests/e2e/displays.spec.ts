import { expect, test } from './app.ts';
import { startPlugs } from './plugs.ts';
import { openScreens, openStage, shownIn } from './stageWindows.ts';

test('the projector’s cable is pulled in the middle of a show: nothing stops, the caller is told, and it fills the projector again', async ({
  start,
  rehearsal,
}) => {
  const plugs = await startPlugs();
  try {
    plugs.plugIn();
    const desk = await start({ program: rehearsal, env: { DISPLAY: plugs.display } });
    const caller = await openStage(desk);
    await caller.keyboard.press('Space');
    await caller.getByTestId('tab-screens').click();
    const opening = desk.app.waitForEvent('window');
    // By default on the screen beside this one.
    await caller.getByTestId('open-timer').click();
    const timer = await opening;
    await timer.getByTestId('picture').waitFor();
    const place = () => timer.evaluate(() => [screenX, screenY, innerWidth, innerHeight]);
    const onProjector = [1024, 0, 1920, 1080];
    await expect.poll(place).toEqual(onProjector);
    await expect(caller.getByTestId('screen-lost')).toHaveCount(0);

    plugs.pullOut();
    await expect(caller.getByTestId('screen-timer').getByTestId('screen-lost')).toBeVisible();
    // Small, and whole on what is left.
    await expect
      .poll(async () => {
        const [x = 0, y = 0, width = 0, height = 0] = await place();
        return x >= 0 && y >= 0 && x + width <= 1024 && y + height <= 768;
      })
      .toBe(true);
    // The show goes on, in the window that was parked too.
    const before = (await shownIn(timer)).cue;
    await caller.keyboard.press('Space');
    await expect.poll(async () => (await shownIn(timer)).cue).not.toBe(before);

    plugs.plugIn();
    await expect.poll(place).toEqual(onProjector);
    await expect(caller.getByTestId('screen-lost')).toHaveCount(0);
  } finally {
    await plugs.close();
  }
});

test('the window that was opened first is closed: the others stay, go on, and it opens again', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const caller = await openStage(desk);
  const { mc, ...others } = await openScreens(desk, true);
  const closed = mc.waitForEvent('close');
  await mc.close();
  await closed;
  await caller.getByTestId('open-mc').waitFor();
  await caller.keyboard.press('Space');
  const { cue } = await shownIn(others.timer);
  expect(cue).not.toBe('');
  for (const window of Object.values(others)) {
    await expect.poll(async () => (await shownIn(window)).cue).toBe(cue);
  }
  const opening = desk.app.waitForEvent('window');
  await caller.getByTestId('open-mc').click();
  const again = await opening;
  await again.getByTestId('picture').waitFor();
  expect((await shownIn(again)).cue).toBe(cue);
});
