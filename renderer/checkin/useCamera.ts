import { useEffect, useEffectEvent, useState } from 'react';
import { part } from '../ui/part';
import type { CameraReader } from './cameraReader';
import type { Corners, Look } from './qrDetector';

export type CameraState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'on'; readonly stream: MediaStream; readonly deviceId: string | undefined }
  | { readonly kind: 'none' | 'denied' | 'busy' | 'lost' | 'failed' };

/** A camera that is not there is looked for so often (ms), and at once when one is plugged in. */
const lookAgainAfter = 1500;

/** Why a camera did not start, from what getUserMedia or html5-qrcode said. */
function whyNot(error: unknown): 'none' | 'denied' | 'busy' | 'failed' {
  const text = String(error);
  if (/NotFound|Overconstrained|device not found/i.test(text)) return 'none';
  if (/NotAllowed|Permission/i.test(text)) return 'denied';
  if (/NotReadable|in use|Could not start/i.test(text)) return 'busy';
  return 'failed';
}

/** The cameras that the system has now. */
async function listCameras(): Promise<readonly MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((device) => device.kind === 'videoinput');
}

/**
 * Reads codes from a camera (the system's first where none is named) as long as its caller is shown and the window is
 * seen. A camera that is lost, taken by another program or not there yet is taken as soon as it can be, without a click; so
 * is the one that was asked for, where another had to stand in for it. `onCode` hears a code in every frame that shows it.
 * Says what became of the camera, and where it last saw a code.
 */
export function useCamera(
  deviceId: string | undefined,
  onCode: (code: string) => void,
  onLook?: (look: Look) => void,
): { readonly state: CameraState; readonly corners: Corners | undefined } {
  const [state, setState] = useState<CameraState>({ kind: 'starting' });
  const [corners, setCorners] = useState<Corners>();
  const read = useEffectEvent(onCode);
  const looked = useEffectEvent((look: Look) => onLook?.(look));
  useEffect(() => {
    let ended = false;
    let starting = false;
    let reader: CameraReader | undefined;
    let forget: ReturnType<typeof setTimeout> | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const listener = {
      code: (code: string) => read(code),
      looked: (look: Look) => {
        looked(look);
        if (!look.corners) return;
        setCorners(look.corners);
        clearTimeout(forget);
        forget = setTimeout(() => setCorners(undefined), 500);
      },
      reading: () => document.visibilityState === 'visible',
    };
    const lost = (kind: Exclude<CameraState['kind'], 'starting' | 'on'>) => {
      if (ended) return;
      void reader?.stop();
      reader = undefined;
      setCorners(undefined);
      setState({ kind });
      clearTimeout(again);
      again = setTimeout(start, lookAgainAfter);
    };
    const open = async () => {
      const { startReader } = await part(() => import('./cameraReader'));
      const started = await startReader(deviceId, listener);
      if (ended) {
        await started.stop();
        return;
      }
      reader = started;
      const [track] = started.stream.getVideoTracks();
      track?.addEventListener('ended', () => {
        if (reader === started) lost('lost');
      });
      setState({ kind: 'on', stream: started.stream, deviceId: started.deviceId });
    };
    const start = () => {
      clearTimeout(again);
      if (ended || starting || reader) return;
      starting = true;
      open()
        .catch((error: unknown) => lost(whyNot(error)))
        .finally(() => {
          starting = false;
        });
    };
    const devicesChanged = async () => {
      const cameras = await listCameras();
      const wantedIsBack =
        reader &&
        deviceId &&
        reader.deviceId !== deviceId &&
        cameras.some((one) => one.deviceId === deviceId);
      if (wantedIsBack) lost('lost');
      start();
    };
    const changed = () => void devicesChanged();
    navigator.mediaDevices.addEventListener('devicechange', changed);
    setState({ kind: 'starting' });
    start();
    return () => {
      ended = true;
      navigator.mediaDevices.removeEventListener('devicechange', changed);
      clearTimeout(forget);
      clearTimeout(again);
      setCorners(undefined);
      void reader?.stop();
    };
  }, [deviceId]);
  return { state, corners };
}

/** The cameras of this machine, as they come and go. */
export function useCameras(active: boolean): readonly MediaDeviceInfo[] {
  const [cameras, setCameras] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    if (!active) return;
    const look = () => void listCameras().then(setCameras);
    look();
    navigator.mediaDevices.addEventListener('devicechange', look);
    return () => navigator.mediaDevices.removeEventListener('devicechange', look);
  }, [active]);
  return cameras;
}
