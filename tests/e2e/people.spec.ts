import { expect, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { documentsOf } from './desk.ts';
import { rows } from './storeReader.ts';

test('a list is narrowed, its columns chosen and kept under a name; many people get a tag and a note, and one undo takes them back', async ({
  start,
  sample,
}) => {
  const desk = await start({ program: sample });
  const { page } = desk;
  await page.getByTestId('job-people').click();
  const found = page.getByTestId('people-found');
  await expect(found).toContainText('496');
  await expect(page.getByTestId('person-row').first()).toContainText('강다도');
  await expectAccessible(page, 'the list of people');
  // Only what is on screen is drawn; the end of the list is there when it is scrolled to.
  expect(await page.getByTestId('person-row').count()).toBeLessThan(40);
  await page.getByTestId('people-table').evaluate((table) => table.scrollTo(0, table.scrollHeight));
  await expect(page.getByTestId('person-row').filter({ hasText: 'Zoë Müller' })).toBeVisible();

  await page.getByTestId('people-more').click();
  await page.getByTestId('people-role').click();
  await page.getByRole('option', { name: '참가자', exact: true }).click();
  await page.getByTestId('people-standing').click();
  await page.getByRole('option', { name: '온다고 답함', exact: true }).click();
  await expect(found).toContainText('323');
  await page.keyboard.press('Escape');
  await page.getByTestId('people-complete').click();
  await page.getByRole('option', { name: '수료', exact: true }).click();
  await expect(found).not.toContainText('323');
  const eligible = (await found.textContent()) ?? '';
  await page.getByTestId('people-columns').click();
  await page.getByTestId('column-email').click();
  await page.getByTestId('column-tags').click();
  await page.getByTestId('column-phone').click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: '이메일' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: '전화 뒷자리' })).toBeHidden();
  await page.getByTestId('people-views').click();
  await page.getByTestId('people-view-name').fill('졸업식에 오는 수료자');
  await page.getByTestId('people-view-save').click();
  await expect(page.getByTestId('people-view')).toContainText('졸업식에 오는 수료자');
  await expect(page.getByTestId('people-view')).toContainText('5기 졸업식');
  await page.keyboard.press('Escape');

  await page.getByTestId('people-search').fill('박');
  await page.getByTestId('people-search').fill('');
  await page.getByTestId('person-select').first().click();
  await page.getByTestId('people-select-all').click();
  await expect(page.getByTestId('bulk-bar')).toContainText(eligible);
  await page.getByTestId('bulk-edit').click();
  await page.getByTestId('bulk-add').fill('수료 예정');
  await page.keyboard.press('Enter');
  await page.getByTestId('bulk-attention').fill('수료증 받을 줄로 안내');
  await page.getByTestId('bulk-save').click();
  await expect(page.getByTestId('person-tags').first()).toContainText('수료 예정');
  const [program = ''] = documentsOf(desk, '.stagedoor').concat(sample);
  const tagged = () =>
    rows<{ n: number }>(program, "SELECT count(*) AS n FROM attendee_tag WHERE tag = '수료 예정'")[0]?.n ?? 0;
  expect(`${tagged()}명`).toBe(eligible);
  await page.getByTestId('undo-notice-undo').click();
  await expect(page.getByTestId('person-tags').first()).not.toContainText('수료 예정');
  expect(tagged()).toBe(0);

  await page.getByTestId('people-complete').click();
  await page.getByRole('option', { name: '수료 전체' }).click();
  await expect(found).toContainText('323');
  await page.getByTestId('people-views').click();
  await page.getByTestId('people-view').click();
  await expect(found).toHaveText(eligible);

  // The list is of its own event, whichever is chosen for the rest of the app.
  await page.getByTestId('choose-event').click();
  await page.getByTestId('event-visit-a').click();
  await expect(page.getByTestId('choose-event')).toContainText('방문 A');
  await expect(page.getByTestId('people-list-event')).toContainText('5기 졸업식');
  await expect(found).toHaveText(eligible);
  await page.getByTestId('people-follow-chosen').click();
  await expect(page.getByTestId('people-list-event')).toContainText('방문 A');
  await expect(found).not.toHaveText(eligible);
  await page.getByText('English').click();
});

test('a person is edited in the list itself by keys: saved by Tab and Enter, left by Escape, kept with its sentence where it can’t be stored, undone', async ({
  start,
  sample,
}) => {
  const desk = await start({ program: sample });
  const { page } = desk;
  await page.getByTestId('job-people').click();
  await page.getByTestId('people-search').fill('Zoë');
  const row = page.getByTestId('person-row').filter({ hasText: 'Zoë' });
  await expect(row).toHaveCount(1);
  await row.getByRole('button').first().focus();
  await page.keyboard.press('F2');
  await expect(page.getByTestId('cell-name')).toBeFocused();
  await page.getByTestId('cell-name').fill('Zoë Müller-Lüdenscheidt');
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('cell-affiliation')).toBeFocused();
  await page.getByTestId('cell-affiliation').fill('뮌헨 연구소');
  await page.keyboard.press('Enter');
  await expect(row).toContainText('Zoë Müller-Lüdenscheidt');
  await expect(row).toContainText('뮌헨 연구소');
  await expect(row.getByRole('button').first()).toBeFocused();
  // Soon, since the notice that offers it goes by itself.
  await page.getByTestId('edit-undo').last().click();
  await expect(row).not.toContainText('뮌헨 연구소');
  await row.getByRole('button').first().focus();

  await page.keyboard.press('F2');
  await page.getByTestId('cell-name').fill('아무나');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('cell-name')).toBeHidden();
  await expect(row).toContainText('Zoë Müller-Lüdenscheidt');

  await page.getByTestId('people-columns').click();
  await page.getByTestId('column-email').click();
  await page.keyboard.press('Escape');
  await row.getByTestId('edit-cell-email').click({ force: true });
  await page.getByTestId('cell-email').fill('nowhere');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: '이메일 주소가 아닙니다' })).toBeVisible();
  await expect(page.getByTestId('cell-email')).toHaveValue('nowhere');
  await page.keyboard.press('Escape');
});

test('a kept list with the longest name widens neither its menu nor the page', async ({ start, sample }) => {
  const { page } = await start({ program: sample });
  await page.getByTestId('job-people').click();
  const long = 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis';
  await page.getByTestId('people-views').click();
  await page.getByTestId('people-view-name').fill(long);
  await page.getByTestId('people-view-save').click();
  const kept = page.getByTestId('people-view').filter({ hasText: long });
  await expect(kept).toBeVisible();
  const [name, save] = await Promise.all(
    [kept, page.getByTestId('people-view-save')].map((one) => one.boundingBox()),
  );
  const width = await page.evaluate(() => document.documentElement.clientWidth);
  for (const box of [name, save]) expect((box?.x ?? width) + (box?.width ?? width)).toBeLessThan(width);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
});
