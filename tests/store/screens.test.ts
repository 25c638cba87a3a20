import { expect, it } from 'vitest';
import { readLooks, setBlack, setTimerMode } from '../../electron/store/screens';
import { makeDoor } from './door';

it('a window looks as it was told for its own room', () => {
  const { db } = makeDoor();
  setTimerMode(db, '2관', 'clock');
  setBlack(db, ['timer', 'mc'], ['2관'], true);
  const look = readLooks(db);
  expect(look('timer', '2관')).toEqual({ black: true, mode: 'clock' });
  expect(look('mc', '2관')).toEqual({ black: true, mode: 'countdown' });
  expect(look('timer', '')).toEqual({ black: false, mode: 'countdown' });
  // A key: all of them black first, then all shown.
  setBlack(db, ['timer', 'mc'], ['', '2관'], undefined);
  expect(readLooks(db)('timer', '')).toEqual({ black: true, mode: 'countdown' });
  setBlack(db, ['timer', 'mc'], ['', '2관'], undefined);
  expect(readLooks(db)('timer', '2관')).toEqual({ black: false, mode: 'clock' });
});
