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
  await expect(page.getByTestId('person-why')).toBeVisible();

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
