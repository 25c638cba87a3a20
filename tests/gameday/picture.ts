import { withEmptyApp } from '../bench/emptyApp.ts';
import { type Day, height, timelineOf, width } from './timeline.ts';

/** Draws the day into a PNG. */
export function drawDay(file: string, day: Day): Promise<void> {
  return withEmptyApp(1, async (app) => {
    const page = await app.firstWindow();
    await page.setViewportSize({ width, height });
    await page.setContent(`<body style="margin:0">${timelineOf(day)}</body>`);
    await page.screenshot({ path: file });
  });
}
