import { useState } from 'react';

const key = 'door.camera';

/** The camera that was chosen on this machine, and a way to choose another; kept over restarts. */
export function useRememberedCamera(): readonly [string | undefined, (deviceId: string) => void] {
  const [deviceId, setDeviceId] = useState<string | undefined>(localStorage.getItem(key) ?? undefined);
  const choose = (id: string) => {
    localStorage.setItem(key, id);
    setDeviceId(id);
  };
  return [deviceId, choose];
}
