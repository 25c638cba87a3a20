import type { Page } from '@playwright/test';
import type { Desk } from './desk.ts';

export const screens = ['mc', 'timer', 'lobby', 'backstage'] as const;
export type Screen = (typeof screens)[number];

/** Opens the stage for the chosen event, and gives the caller's page. */
export async function openStage({ page }: Desk): Promise<Page> {
  await page.getByTestId('job-stage').click();
  await page.getByTestId('stage').waitFor();
  return page;
}

/** Opens all four windows through the caller's view, each of 1920×1080. */
export async function openScreens(desk: Desk): Promise<Readonly<Record<Screen, Page>>> {
  const { page } = desk;
  await page.getByTestId('tab-screens').click();
  const opened: [Screen, Page][] = [];
  for (const kind of screens) {
    const opening = desk.app.waitForEvent('window');
    await page.getByTestId(`open-${kind}`).click();
    const window = await opening;
    await window.setViewportSize({ width: 1920, height: 1080 });
    await window.getByTestId('picture').waitFor();
    opened.push([kind, window]);
  }
  return Object.fromEntries(opened) as Record<Screen, Page>;
}

/** What a window shows of the show: the state's version, the cue that is on, and when its time is up. */
export interface Shown {
  readonly version: string;
  readonly cue: string;
  readonly phase: string;
  readonly due: string;
}

export async function shownIn(window: Page): Promise<Shown> {
  return window.getByTestId('picture').evaluate((picture) => {
    const { version = '', cue = '', phase = '', due = '' } = (picture as HTMLElement).dataset;
    return { version, cue, phase, due };
  });
}
