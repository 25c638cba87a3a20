import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { hasPostgres, startPostgres } from '../network/postgres.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { newHome, removeHome, root } from './desk.ts';
import { graduationNow } from './graduationNow.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { rows, storedBadges } from './storeReader.ts';

async function openHubCard(page: Page): Promise<void> {
  await page.getByTestId('job-program').click();
  await page.getByTestId('open-stations').click();
  await page.getByTestId('hub-card').scrollIntoViewIfNeeded();
}

test('two hosts in two cities over a database: joined through the page, one truth; the database away, both doors go on', async ({
  start,
  sample,
}) => {
  test.skip(!hasPostgres(), 'there is no PostgreSQL on this machine');
  const server = await startPostgres({ fsync: 'off' });
  const folder = newHome();
  try {
    await server.sql('CREATE DATABASE hub');
    await server.sql(readFileSync(path.join(root, 'electron/hub/migrations/0001_hub.sql'), 'utf8'), 'hub');
    // What docs/hub.md tells who runs the database, as it stands there.
    const told = readFileSync(path.join(root, 'docs/hub.md'), 'utf8').matchAll(/```sql\n([\s\S]*?)```/g);
    const [rights = '', logins = ''] = [...told].map(([, sql]) => sql ?? '');
    await server.sql(`${rights}${logins}`, 'hub');

    const graduation = path.join(folder, '졸업.stagedoor');
    graduationNow(sample, graduation);
    const seoul = await start({ program: graduation });
    const [first, second, third] = storedBadges(graduation).map(({ code }) => code);
    if (!first || !second || !third) throw new Error('too few badges');
    await openHubCard(seoul.page);
    await seoul.page.getByTestId('hub-url').fill(server.url('seoul', 'not this', 'hub'));
    await seoul.page.getByTestId('hub-name').fill('서울');
    await seoul.page.getByTestId('hub-pin').fill(server.cert);
    await seoul.page.getByTestId('hub-go').click();
    await expect(seoul.page.getByTestId('hub-error')).not.toBeEmpty();
    await expectAccessible(seoul.page, 'the hub, refused');
    await seoul.page.getByTestId('hub-url').fill(server.url('seoul', 'change me', 'hub'));
    await seoul.page.getByTestId('hub-go').click();
    await expect(seoul.page.getByTestId('hub-state')).toHaveAttribute('data-state', 'together');
    await seoul.page.getByTestId('hub-key-show').click();
    const key = (await seoul.page.getByTestId('hub-key').textContent()) ?? '';
    await expectAccessible(seoul.page, 'the hub’s main host');

    const busan = await start();
    await openHubCard(busan.page);
    await busan.page.getByTestId('hub-way').getByText('다른 호스트의 프로그램 받기').click();
    await busan.page.getByTestId('hub-url').fill(server.url('busan', 'change me too', 'hub'));
    await busan.page.getByTestId('hub-name').fill('부산');
    await busan.page.getByTestId('hub-key-in').fill(key);
    await busan.page.getByTestId('hub-pin').fill(server.cert);
    await busan.page.getByTestId('hub-go').click();
    await expect(busan.page.getByTestId('hub-state')).toHaveAttribute('data-state', 'together', {
      timeout: 30_000,
    });
    await expect(seoul.page.getByTestId('hub-hosts')).toContainText('부산');
    await busan.page.getByText('English', { exact: true }).click();
    await expectAccessible(busan.page, 'a hub’s branch, in English');
    await busan.page.getByText('한국어', { exact: true }).click();

    for (const { page } of [seoul, busan]) await page.getByTestId('job-door').click();
    await expect(busan.page.getByTestId('count-expected')).not.toHaveText('–');
    await scanByKeyboard(seoul, first);
    await expect(seoul.page.getByTestId('verdict')).toHaveAttribute('data-kind', 'admitted');
    await expect(busan.page.getByTestId('count-present')).toHaveText('1');
    await scanByKeyboard(busan, first);
    await expect(busan.page.getByTestId('verdict')).toHaveAttribute('data-kind', 'alreadyIn');

    await server.kill();
    await scanByKeyboard(seoul, second);
    await expect(seoul.page.getByTestId('verdict')).toHaveAttribute('data-kind', 'admitted');
    await scanByKeyboard(busan, third);
    await expect(busan.page.getByTestId('verdict')).toHaveAttribute('data-kind', 'admitted');
    await openHubCard(busan.page);
    await expect(busan.page.getByTestId('hub-state')).toHaveAttribute('data-state', 'apart');
    await server.start();
    await expect(busan.page.getByTestId('hub-state')).toHaveAttribute('data-state', 'together', {
      timeout: 60_000,
    });
    const file = path.join(seoul.documents, path.basename(graduation));
    await expect.poll(() => rows(file, 'SELECT 1 FROM journal').length, { timeout: 30_000 }).toBe(4);
    for (const { page } of [seoul, busan]) {
      await page.getByTestId('job-door').click();
      await expect(page.getByTestId('count-present')).toHaveText('3');
    }
    await openHubCard(busan.page);
    await busan.page.getByTestId('hub-leave').click();
    await expect(busan.page.getByTestId('hub-card')).toHaveAttribute('data-kind', 'none');
  } finally {
    removeHome(folder);
    await server.stop();
  }
});
