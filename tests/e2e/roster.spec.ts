import { expect, test } from './app';

test('anyone is found from anywhere; who completes is explained, decided otherwise with a name, and put back', async ({
  start,
  sample,
}, info) => {
  const { page } = await start({ program: sample });
  await page.getByTestId('job-people').waitFor();
  await page.keyboard.press('Control+k');
  const field = page.getByTestId('palette-field');
  await field.fill('ㅂㅎㅈ');
  await expect(page.getByTestId('palette-item').first()).toContainText('박훈주');
  await field.fill('졸업');
  await expect(page.getByTestId('palette-item').filter({ hasText: '졸업식' }).first()).toBeVisible();
  await field.fill('qkrgnswn');
  await expect(page.getByTestId('palette-item').first()).toContainText('박훈주');
  await page.screenshot({ path: info.outputPath('palette.png') });
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('person-why')).toContainText('조건 3개를 모두 만족했습니다.');

  await page.getByTestId('override-open-completion').click();
  await page.getByTestId('override-reason').fill('병결 인정');
  await page.getByTestId('override-by').fill('김운영');
  await page.getByTestId('override-save').click();
  await expect(page.getByTestId('override-shown')).toContainText('김운영');
  await expect(page.getByTestId('person-history')).toContainText('병결 인정');
  await page.screenshot({ path: info.outputPath('person.png') });
  await page.getByTestId('override-clear-completion').click();
  await expect(page.getByTestId('override-shown')).toBeHidden();

  await page.keyboard.press('Escape');
  await page.getByTestId('job-program').click();
  await page.getByTestId('open-rules').click();
  await expect(page.getByTestId('rule-count-completion')).toContainText('489명 가운데 333명');
  await expect(page.getByTestId('rule-count-completion')).toContainText('68.1');
  await expect(page.getByTestId('rule-count-top')).toContainText('489명 가운데 147명');
  await page.screenshot({ path: info.outputPath('rules.png') });
});

test('what is added on the page of tracks and rules can be met: a requirement, an honour, a track of any kind', async ({
  start,
  sample,
}) => {
  const { page } = await start({ program: sample });
  await page.getByTestId('job-program').click();
  await page.getByTestId('open-rules').click();
  const completion = page.getByTestId('rule-completion');
  await expect(completion.getByLabel('조건', { exact: true })).toHaveCount(3);
  await page.getByTestId('rule-add-completion').click();
  await expect(completion.getByLabel('조건', { exact: true }).last()).toHaveValue('강의 이수');
  await page.getByTestId('rule-save-completion').click();
  await expect(page.getByTestId('rule-save-completion')).toBeHidden();
  await expect(page.getByTestId('rule-count-completion')).toContainText('489명 가운데 333명');

  const counts = page.locator('[data-testid^="rule-count-"]');
  await expect(counts).toHaveCount(4);
  await page.getByTestId('add-honour').click();
  await expect(counts).toHaveCount(5);
  await expect(counts.last()).toContainText(/489명 가운데 [1-9]/);

  await page.getByTestId('add-track').click();
  await page.getByTestId('add-track-competition').click();
  const tracks = page.locator('form[data-testid^="track-"]');
  await expect(tracks).toHaveCount(4);
  await expect(tracks.last()).toContainText('대회');
  await page.getByTestId('rule-top').getByLabel('상위 %').fill('10');
  await expect(page.getByTestId('rule-top').getByLabel('이름', { exact: true })).toHaveValue('대회 상위 10%');
});

test('what organizers do often is found as a command, in either language', async ({ start, sample }) => {
  const { page } = await start({ program: sample });
  await page.getByTestId('job-people').waitFor();
  const command = async (typed: string, title: string) => {
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette-field').fill(typed);
    await page.getByTestId('palette-item').filter({ hasText: title }).first().click();
  };
  await command('내보', '파일로 내보내기');
  await expect(page.getByTestId('export-save')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('export-save')).toBeHidden();
  await command('journal', '기록 확인');
  await expect(page.getByTestId('journal-result')).toBeVisible();
  await command('back up', '지금 백업');
  await expect(page.getByTestId('backup-card')).toBeInViewport();
});
