import { Button, Loader, NativeSelect } from '@mantine/core';
import { IconCameraOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './camera.module.css';
import { useScanner } from './scanner';
import { useCamera, useCameras } from './useCamera';

const remembered = 'door.camera';

/** The camera in the corner of the lane. Switched on again, it begins anew. */
export function CameraCorner() {
  const [attempt, setAttempt] = useState(0);
  return <Camera key={attempt} onRetry={() => setAttempt((count) => count + 1)} />;
}

/** The camera's picture, with where the code was seen; or why there is none. */
function Camera({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const { scan } = useScanner();
  const [deviceId, setDeviceId] = useState<string | undefined>(localStorage.getItem(remembered) ?? undefined);
  const { state, corners } = useCamera(deviceId, (code) => scan('camera', { by: 'code', code }));
  const cameras = useCameras(state.kind === 'on');
  const video = useRef<HTMLVideoElement>(null);
  const stream = state.kind === 'on' ? state.stream : undefined;
  useEffect(() => {
    if (video.current) video.current.srcObject = stream ?? null;
  }, [stream]);
  const choose = (id: string) => {
    localStorage.setItem(remembered, id);
    setDeviceId(id);
  };
  return (
    <div className={classes.corner} data-testid="camera-state" data-state={state.kind}>
      {state.kind === 'on' ? (
        <div className={classes.picture}>
          <video
            ref={video}
            className={classes.video}
            muted
            autoPlay
            playsInline
            aria-label={t('door.camera')}
          />
          {corners && (
            <svg viewBox="0 0 1 1" preserveAspectRatio="none" className={classes.seen} aria-hidden="true">
              <polygon points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} />
            </svg>
          )}
        </div>
      ) : (
        <div className={classes.sentence} role="status">
          {state.kind === 'starting' ? (
            <Loader size="sm" color="gray" />
          ) : (
            <IconCameraOff size={28} aria-hidden="true" />
          )}
          <span>{t(`door.cameraState.${state.kind}`)}</span>
        </div>
      )}
      {state.kind !== 'on' && state.kind !== 'starting' && (
        <Button variant="white" color="dark" onClick={onRetry} data-testid="camera-retry">
          {t('door.retryCamera')}
        </Button>
      )}
      {state.kind === 'on' && cameras.length > 1 && (
        <NativeSelect
          aria-label={t('door.chooseCamera')}
          value={state.deviceId ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
          data={cameras.map((camera, i) => ({
            value: camera.deviceId,
            label: camera.label || t('door.cameraNumber', { number: i + 1 }),
          }))}
          data-testid="camera-choice"
        />
      )}
    </div>
  );
}
