import { call } from '@orpc/server';
import { expect, test } from 'vitest';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { asProgram } from '../../electron/store/program';
import { makeDoor } from './door';

test('the machine stays awake as long as any lane is on a screen', async () => {
  const { db, folder, eventId } = makeDoor();
  const told: (readonly [string, boolean])[] = [];
  const shell: Partial<Shell> = { keepAwake: (reason, on) => void told.push([reason, on]) };
  const context = createContext(shell as Shell, () => {});
  context.exchange(() => asProgram(db, `${folder}/a.stagedoor`));
  const open = async (door: string) => {
    const lane = await call(router.checkin.lane, { eventId, door }, { context });
    await lane.next();
    return lane;
  };
  const first = await open('A');
  const second = await open('B');
  expect(told.at(-1)).toEqual(['lane', true]);
  await first.return?.();
  expect(told.at(-1)).toEqual(['lane', true]);
  await second.return?.();
  expect(told.at(-1)).toEqual(['lane', false]);
});
