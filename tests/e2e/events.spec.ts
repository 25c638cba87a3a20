import { readFileSync } from 'node:fs';
import { expect, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { documentsOf } from './desk.ts';

test('an event is added, people are invited, a clash is warned of, who declines is followed, and all of it is undone', async ({
  start,
  sample,
}) => {
  const desk = await start({ program: sample });
  const { page } = desk;
  await page.getByTestId('job-program').click();
  await page.getByTestId('event-add').click();
  await expect(page.getByTestId('event-save')).toBeDisabled();
  await page.getByTestId('event-title').fill('졸업 뒤풀이, 홍대; 1차');
  await page.getByTestId('event-day').fill('2024-10-18');
  await page.getByTestId('event-start').fill('1730');
  await page.getByTestId('event-end').fill('17:00');
  await expect(page.getByText('끝이 시작보다 이릅니다.')).toBeVisible();
  await page.getByTestId('event-end').fill('20:00');
  await page.getByTestId('event-capacity').fill('2');
  await page.getByTestId('event-save').click();
  await expect(page.getByTestId('invitations')).toBeVisible();

  const undo = () => page.getByTestId('undo-notice-undo').last().click();
  const invite = async (name: string, how: 'give' | 'wait') => {
    await page.getByTestId('invite-find').fill(name);
    await page.getByRole('option').filter({ hasText: name }).first().click();
    await page.keyboard.press('Escape');
    await page.getByTestId(`invite-${how}`).click();
  };
  await invite('박훈주', 'give');
  await expect(page.getByTestId('invitation-places')).toContainText('2명 가운데 1명');
  // He answered that he comes to the graduation, which ends at six.
  await expect(page.getByTestId('invitation-clashes')).toBeVisible();
  await expect(page.getByTestId('invited-clash')).toBeVisible();
  await invite('강다도', 'give');
  await invite('강빈결', 'wait');
  const row = (name: string) => page.getByTestId('invited').filter({ hasText: name });
  await expect(page.getByTestId('invitation-places')).toContainText('2명 가운데 2명');
  await expectAccessible(page, 'an event');
  await row('강다도').getByTestId('invited-status').selectOption('declined');
  await expect(row('강빈결')).toHaveAttribute('data-status', 'confirmed');
  await expect(row('강다도')).toBeHidden();
  await undo();
  await expect(row('강다도')).toHaveAttribute('data-status', 'invited');
  await expect(row('강빈결')).toBeHidden();

  await page.getByTestId('event-calendar').click();
  await expect(page.getByTestId('saved-document').last()).toBeVisible();
  const calendar = readFileSync(documentsOf(desk, '.ics')[0] ?? '', 'utf8').replaceAll('\r\n ', '');
  expect(calendar).toContain('SUMMARY:졸업 뒤풀이\\, 홍대\\; 1차\r\n');
  expect(calendar).toContain('DTSTART:20241018T083000Z\r\nDTEND:20241018T110000Z\r\n');

  await page.getByTestId('event-remove').click();
  const card = page.getByTestId('event-row-graduation');
  await expect(card).toBeVisible();
  await expect(page.getByTestId('event-row-tech-talk')).toBeHidden();
  await undo();
  await expect(page.getByTestId('invitation-places')).toContainText('2명 가운데 2명');
  await page.getByTestId('event-back').click();
  await expect(page.getByTestId('event-row-tech-talk').getByTestId('event-clash')).toBeVisible();
  await page.getByTestId('events-calendar').click();
  await expect.poll(() => documentsOf(desk, '.ics')).toHaveLength(2);
  const [whole = ''] = documentsOf(desk, '.ics').filter((file) => /5기\.ics$/.test(file));
  expect(readFileSync(whole, 'utf8').match(/BEGIN:VEVENT/g)).toHaveLength(8);

  await page.getByTestId('event-open-graduation').click();
  await page.getByTestId('event-remove').click();
  await expect(page.getByText('이 일정에는 큐시트가 있어 지울 수 없습니다', { exact: false })).toBeVisible();
  await page.getByTestId('event-back').click();
  await page.getByTestId('event-open-visit-b').click();
  await page.getByText('English').click();
  await expect(page.getByTestId('invitation-free')).toContainText('4 places');
  await page.getByTestId('invitation-fill').click();
  await expect(page.getByTestId('invitation-places')).toContainText('40 of 40');
  await page.getByTestId('event-back').click();
  await page.getByTestId('event-row-graduation').scrollIntoViewIfNeeded();
});
