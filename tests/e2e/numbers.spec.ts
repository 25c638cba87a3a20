import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeGraduation } from '../project.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { documentsOf, newHome, removeHome } from './desk.ts';
import { answerDialog } from './dialogs.ts';

test('what the program came to: figures, charts, a report on paper and in Markdown, and another cohort beside it', async ({
  start,
  sample,
}) => {
  test.setTimeout(180_000);
  const home = newHome();
  const graduation = path.join(home, '졸업.stagedoor');
  await writeGraduation(graduation);
  const desk = await start({ program: graduation });
  const { page } = desk;
  await page.getByTestId('job-program').click();
  await page.getByTestId('open-numbers').click();
  await expect(page.getByTestId('figure-participants')).toContainText('489');
  await expect(page.getByTestId('figure-completing')).toContainText('333');
  await expect(page.getByTestId('figure-completing')).toContainText('68.1 %');
  await expect(page.getByTestId('figure-top')).toContainText('147');
  await expect(page.getByTestId('figure-top')).toContainText('30.1 %');
  await expect(page.getByTestId('figure-medals')).toContainText('14');
  await expect(page.getByTestId('figure-projects')).toContainText('211');
  await expect(page.getByTestId('attendance-bar').filter({ hasText: '5기 졸업식' })).toContainText('333');
  await expect(page.getByTestId('arrival-bar').first()).toHaveAttribute('data-entries', '333');

  const cohort4 = path.join(home, '4기.stagedoor');
  copyFileSync(sample, cohort4);
  const before = readFileSync(cohort4);
  await answerDialog(desk, cohort4);
  await page.getByTestId('numbers-beside').click();
  await expect(page.getByTestId('cohorts')).toContainText('978');
  expect(readFileSync(cohort4).equals(before)).toBe(true);
  await page.getByTestId('numbers-beside').scrollIntoViewIfNeeded();

  await page.getByTestId('numbers-md').click();
  await expect.poll(() => documentsOf(desk, '.md')).toHaveLength(1);
  expect(readFileSync(documentsOf(desk, '.md')[0] ?? '', 'utf8')).toContain('| 수료 | 333 | 68.1 % |');
  await page.getByTestId('numbers-pdf').click();
  await expect.poll(() => documentsOf(desk, '.pdf'), { timeout: 60_000 }).toHaveLength(1);
  const [pdf = ''] = documentsOf(desk, '.pdf');
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
  for (const value of ['마무리 보고', '489', '333', '68.1 %', '147', '30.1 %', '211', '978']) {
    expect(text).toContain(value);
  }
  await page.getByText('English').click();
  await expectAccessible(page, 'the numbers');
  removeHome(home);
});
