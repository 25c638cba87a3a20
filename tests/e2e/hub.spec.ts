import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startPostgres } from '../network/postgres.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { rows } from './storeReader.ts';

const root = path.join(import.meta.dirname, '../..');
const migration = readFileSync(path.join(root, 'electron/hub/migrations/0001_hub.sql'), 'utf8');
const roles = [...readFileSync(path.join(root, 'docs/hub.md'), 'utf8').matchAll(/```sql\n([\s\S]*?)```/g)]
  .slice(0, 2)
  .map(([, sql]) => sql)
  .join('');

test('two Stagedoors over a PostgreSQL: the one publishes its program on the page, the other takes it with the key', async ({
  start,
  sample,
}, info) => {
  const server = await startPostgres();
  try {
    await server.sql(migration);
    await server.sql(roles);
    const main = await start({ program: sample });
    const open = async ({ page }: typeof main) => {
      await page.getByTestId('job-program').click();
      await page.getByTestId('open-stations').click();
      await page.getByTestId('hub-card').scrollIntoViewIfNeeded();
    };
    const shot = (name: string, { page }: typeof main) =>
      page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
    await open(main);
    await shot('none', main);
    await main.page.getByLabel('연결 주소', { exact: true }).fill(server.url('seoul', 'wrong'));
    await main.page.getByTestId('hub-name').fill('서울');
    await main.page.getByTestId('hub-pin').fill(server.cert);
    await main.page.getByTestId('hub-go').click();
    await expect(main.page.getByTestId('hub-error')).toContainText('로그인');
    await shot('refused', main);
    await expectAccessible(main.page, 'a hub that refused');
    await main.page.getByLabel('연결 주소', { exact: true }).fill(server.url('seoul', 'change me'));
    await main.page.getByTestId('hub-go').click();
    await expect(main.page.getByTestId('hub-state')).toHaveAttribute('data-state', 'together');
    await main.page.getByTestId('hub-key-show').click();
    const key = (await main.page.getByTestId('hub-key').textContent()) ?? '';
    await shot('main', main);
    await expectAccessible(main.page, 'the main host of a hub');

    const branch = await start({});
    await open(branch);
    await branch.page.getByText('다른 호스트의 프로그램 받기').click();
    await branch.page.getByLabel('연결 주소', { exact: true }).fill(server.url('busan', 'change me too'));
    await branch.page.getByTestId('hub-name').fill('부산');
    await branch.page.getByTestId('hub-key-in').fill(key);
    await branch.page.getByTestId('hub-pin').fill(server.cert);
    await branch.page.getByTestId('hub-go').click();
    await expect(branch.page.getByTestId('hub-state')).toHaveAttribute('data-state', 'together');
    const file = path.join(branch.documents, path.basename(sample));
    const people = () => rows(file, 'SELECT 1 FROM attendee').length;
    await expect.poll(people, { timeout: 20_000 }).toBe(rows(sample, 'SELECT 1 FROM attendee').length);
    await expect(main.page.getByTestId('hub-hosts')).toContainText('부산');
    await expect(branch.page.getByTestId('hub-hosts')).toContainText('서울 · 주 호스트');
    await shot('branch', branch);
    await branch.page.getByText('English', { exact: true }).click();
    await shot('branch-en', branch);

    await server.kill();
    await expect(branch.page.getByTestId('hub-state')).toHaveAttribute('data-state', 'apart');
    await shot('apart-en', branch);
  } finally {
    await server.stop();
  }
});
