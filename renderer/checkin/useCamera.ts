import { useEffect, useEffectEvent, useState } from 'react';
import type { CameraReader, Corners } from './cameraReader';
import { sameCodeGuard } from './sameCode';

export type CameraState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'on'; readonly stream: MediaStream; readonly deviceId: string | undefined }
  | { readonly kind: 'none' | 'denied' | 'busy' | 'lost' | 'failed' };

/** A code held before the camera is read once; it counts anew when it was away for so long (ms). */
const sameCodePause = 3000;

/** Why a camera did not start, from what getUserMedia or html5-qrcode said. */
function whyNot(error: unknown): 'none' | 'denied' | 'busy' | 'failed' {
  const text = String(error);
  if (/NotFound|Overconstrained|device not found/i.test(text)) return 'none';
  if (/NotAllowed|Permission/i.test(text)) return 'denied';
  if (/NotReadable|in use|Could not start/i.test(text)) return 'busy';
  return 'failed';
}

/**
 * Reads codes from a camera (the system's first where none is named) as long as its caller is shown. Says what became of
 * the camera, and where it last saw a code.
 */
export function useCamera(
  deviceId: string | undefined,
  onCode: (code: string) => void,
): { readonly state: CameraState; readonly corners: Corners | undefined } {
  const [state, setState] = useState<CameraState>({ kind: 'starting' });
  const [corners, setCorners] = useState<Corners>();
  const read = useEffectEvent(onCode);
  useEffect(() => {
    let ended = false;
    let reader: CameraReader | undefined;
    let forget: ReturnType<typeof setTimeout> | undefined;
    const isNew = sameCodeGuard(sameCodePause);
    const start = async () => {
      setState({ kind: 'starting' });
      const { startReader } = await import('./cameraReader');
      if (ended) return;
      const started = await startReader(
        deviceId,
        (code) => {
          if (isNew(code, performance.now())) read(code);
        },
        (at) => {
          setCorners(at);
          clearTimeout(forget);
          forget = setTimeout(() => setCorners(undefined), 500);
        },
      );
      if (ended) {
        await started.stop();
        return;
      }
      reader = started;
      const [track] = started.stream.getVideoTracks();
      track?.addEventListener('ended', () => {
        if (ended) return;
        void started.stop();
        setState({ kind: 'lost' });
      });
      setState({ kind: 'on', stream: started.stream, deviceId: started.deviceId });
    };
    start().catch((error: unknown) => {
      if (!ended) setState({ kind: whyNot(error) });
    });
    return () => {
      ended = true;
      clearTimeout(forget);
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
    const look = async () => {
      const devices = await navigator.mediaDevices.enumerateDevices();
      setCameras(devices.filter((device) => device.kind === 'videoinput'));
    };
    void look();
    const changed = () => void look();
    navigator.mediaDevices.addEventListener('devicechange', changed);
    return () => navigator.mediaDevices.removeEventListener('devicechange', changed);
  }, [active]);
  return cameras;
}
