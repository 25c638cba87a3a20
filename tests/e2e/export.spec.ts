import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';
import { documentsOf } from './desk.ts';

test('the list as it is filtered goes out, CP949 says what it can’t hold, and everything comes back into an empty program', async ({
  start,
  sample,
}) => {
  const desk = await start({ program: sample });
  const { page } = desk;
  await page.getByTestId('job-people').click();
  await page.getByTestId('people-search').fill('박훈주');
  await expect(page.getByTestId('people-found')).toContainText('1');
  await page.getByTestId('people-export').click();
  await page.getByTestId('export-format').getByText('CSV (UTF-8)').click();
  await page.getByTestId('export-save').click();
  const saved = page.getByTestId('saved-document');
  await expect(saved).toBeVisible();
  const one = readFileSync(documentsOf(desk, '명단.csv')[0] ?? '', 'utf8');
  expect(one.split('\r\n')).toHaveLength(3);
  expect(one).toContain('\r\n박훈주,Hoonju Park,,참가자,cohort5001@example.com,010-0015-1040,');

  await page.getByTestId('people-export').click();
  await page.getByTestId('export-what-shown').click();
  await page.getByTestId('export-format').getByText('CSV (UTF-8)').click();
  await page.getByTestId('export-save').click();
  await expect.poll(() => documentsOf(desk, '지금 목록.csv')).toHaveLength(1);
  const asShown = readFileSync(documentsOf(desk, '지금 목록.csv')[0] ?? '', 'utf8').split('\r\n');
  expect(asShown[0]).toMatch(/^\uFEFF이름,영문 이름,소속,팀,전화 뒷자리,수료,이유,영예,도착 · /);
  expect(asShown[1]).toContain(',수료,조건 3개를 모두 만족했습니다. ');

  await page.getByTestId('people-search').fill('');
  await expect(page.getByTestId('people-found')).toContainText('496');
  await page.getByTestId('people-export').click();
  await page.getByTestId('export-format').getByText('CSV (CP949)').click();
  await page.getByTestId('export-save').click();
  await expect(page.getByTestId('export-lost')).toContainText('龙');
  expect(documentsOf(desk, '명단 (2).csv')).toEqual([]);
  await page.getByTestId('export-lossy').click();
  await expect(page.getByTestId('export-lost')).toBeHidden();
  await expect.poll(() => documentsOf(desk, '명단 (2).csv')).toHaveLength(1);
  const korean = execFileSync(
    'iconv',
    ['-f', 'CP949', '-t', 'UTF-8', documentsOf(desk, '명단 (2).csv')[0] ?? ''],
    {
      encoding: 'utf8',
    },
  );
  expect(korean).toContain('李小?');
  expect(korean.split('\r\n')).toHaveLength(498);

  await page.getByTestId('people-export').click();
  await page.getByTestId('export-what-all').click();
  await page.getByTestId('export-save').click();
  const folder = page.getByTestId('saved-document').filter({ hasText: '전체' });
  const place = path.join(desk.documents, (await folder.getAttribute('data-name')) ?? '');
  // Nobody has come yet: of attendance there is nothing to write.
  expect(readdirSync(place).toSorted()).toEqual(
    ['과정.xlsx', '과정 결과.xlsx', '규칙.xlsx', '명단.xlsx', '일정.xlsx', '초대와 답.xlsx'].toSorted(),
  );

  const other = await start();
  await other.page.getByTestId('job-people').click();
  await other.page.getByTestId('people-import').or(other.page.getByTestId('people-empty-import')).click();
  await other.page
    .getByTestId('import-file')
    .setInputFiles(readdirSync(place).map((name) => path.join(place, name)));
  await expect(other.page.getByTestId('import-preview')).toHaveCount(6);
  await other.page.getByTestId('import-commit').click();
  await other.page.getByTestId('job-people').click();
  await expect(other.page.getByTestId('people-count')).toContainText('489');
  await expect(other.page.getByTestId('people-count')).toContainText('333');
});
