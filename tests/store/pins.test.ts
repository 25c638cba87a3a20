import { expect, test } from 'vitest';
import { get } from '../../electron/store/db';
import { checkPin, hasPin, setPin } from '../../electron/store/pins';
import { openDoor } from './door';

test('a PIN opens with itself alone, and the store does not hold it', async () => {
  const { db } = openDoor();
  await expect(checkPin(db, 'kiosk', '1234', 0)).rejects.toMatchObject({ reason: 'pin.none' });
  await setPin(db, 'kiosk', '4071');
  expect(hasPin(db, 'kiosk')).toBe(true);
  expect(hasPin(db, 'supervisor')).toBe(false);
  await checkPin(db, 'kiosk', '4071', 0);
  await expect(checkPin(db, 'kiosk', '4072', 0)).rejects.toMatchObject({ reason: 'pin.wrong' });
  expect(JSON.stringify(get(db, "SELECT value FROM meta WHERE key = 'pin.kiosk'"))).not.toContain('4071');
});

test('wrong PINs in a row make the next one wait, longer each time; the right one ends that', async () => {
  const { db } = openDoor();
  await setPin(db, 'kiosk', '4071');
  let now = 1_000_000;
  for (let i = 0; i < 3; i++) {
    await expect(checkPin(db, 'kiosk', '0000', now)).rejects.toMatchObject({ reason: 'pin.wrong' });
  }
  const first = { reason: 'pin.wait', params: { seconds: 2 } };
  await expect(checkPin(db, 'kiosk', '4071', now)).rejects.toMatchObject(first);
  now += 2000;
  await expect(checkPin(db, 'kiosk', '0000', now)).rejects.toMatchObject({ reason: 'pin.wrong' });
  const second = { reason: 'pin.wait', params: { seconds: 4 } };
  await expect(checkPin(db, 'kiosk', '4071', now)).rejects.toMatchObject(second);
  now += 4000;
  await checkPin(db, 'kiosk', '4071', now);
  await expect(checkPin(db, 'kiosk', '0000', now)).rejects.toMatchObject({ reason: 'pin.wrong' });
  await checkPin(db, 'kiosk', '4071', now);
});
