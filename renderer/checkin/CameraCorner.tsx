import { Button, Loader, NativeSelect } from '@mantine/core';
import { IconBulb, IconBulbOff, IconCameraOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraPicture } from './CameraPicture';
import classes from './camera.module.css';
import { useRememberedCamera } from './rememberedCamera';
import { useScanner } from './scanner';
import { hasTorch, switchTorch } from './torch';
import { useCamera, useCameras } from './useCamera';

/** The camera in the corner of the lane: its picture, or why there is none. A lost camera comes back by itself. */
export function CameraCorner() {
  const { t } = useTranslation();
  const { scan } = useScanner();
  const [deviceId, choose] = useRememberedCamera();
  const { state, corners } = useCamera(deviceId, (code) => scan('camera', { by: 'code', code }));
  const cameras = useCameras(state.kind === 'on');
  return (
    <div className={classes.corner} data-testid="camera-state" data-state={state.kind}>
      {state.kind === 'on' ? (
        <CameraPicture stream={state.stream} corners={corners} />
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
      {state.kind === 'on' && hasTorch(state.stream) && <Torch key={state.stream.id} stream={state.stream} />}
      {state.kind === 'on' && cameras.length > 1 && (
        <NativeSelect
          aria-label={t('door.chooseCamera')}
          value={state.deviceId ?? ''}
          onChange={(event) => {
            choose(event.currentTarget.value);
            // A list that has the focus takes letters as a choice, those of a scanner too.
            event.currentTarget.blur();
          }}
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

function Torch({ stream }: { readonly stream: MediaStream }) {
  const { t } = useTranslation();
  const [on, setOn] = useState(false);
  const Icon = on ? IconBulbOff : IconBulb;
  return (
    <Button
      variant="white"
      color="dark"
      leftSection={<Icon size={20} aria-hidden="true" />}
      aria-pressed={on}
      onClick={() =>
        switchTorch(stream, !on).then(
          () => setOn(!on),
          // A camera that names a light but refuses to switch it: the picture stays as it is.
          () => setOn(false),
        )
      }
    >
      {t(on ? 'door.torchOff' : 'door.torchOn')}
    </Button>
  );
}
