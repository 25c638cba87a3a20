import { useCallback, useState } from 'react';

const key = 'door.camera';
const switchKey = 'door.cameraOn';

/** The camera that was chosen on this machine, and a way to choose another; kept over restarts. */
export function useRememberedCamera(): readonly [string | undefined, (deviceId: string) => void] {
  const [deviceId, setDeviceId] = useState<string | undefined>(localStorage.getItem(key) ?? undefined);
  const choose = (id: string) => {
    localStorage.setItem(key, id);
    setDeviceId(id);
  };
  return [deviceId, choose];
}

/** Whether the lane's camera is on, as it was left on this machine, and its switch; kept over restarts. */
export function useRememberedSwitch(): readonly [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(localStorage.getItem(switchKey) === 'on');
  const turn = useCallback((next: boolean) => {
    localStorage.setItem(switchKey, next ? 'on' : 'off');
    setOn(next);
  }, []);
  return [on, turn];
}
