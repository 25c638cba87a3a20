import { Loader } from '@mantine/core';
import { IconCameraOff } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraPicture } from '../checkin/CameraPicture';
import { useRememberedCamera } from '../checkin/rememberedCamera';
import { useCamera } from '../checkin/useCamera';
import classes from './JoinCamera.module.css';

/** What a host's QR says; a badge or a poster before the camera is none. */
const invitation = /#\/pair\/\d{6}\/[\da-f]{64}$/i;

/** Reads the host's QR from a camera. Each is heard once: it stays before the camera for many frames. */
export function JoinCamera({ onText }: { readonly onText: (text: string) => void }) {
  const { t } = useTranslation();
  const [deviceId] = useRememberedCamera();
  const last = useRef('');
  const { state, corners } = useCamera(deviceId, (code) => {
    if (code === last.current || !invitation.test(code)) return;
    last.current = code;
    onText(code);
  });
  return (
    <div className={classes.camera} data-testid="join-camera" data-state={state.kind}>
      {state.kind === 'on' ? (
        <CameraPicture stream={state.stream} corners={corners} />
      ) : (
        <div className={classes.none} role="status">
          {state.kind === 'starting' ? (
            <Loader size="sm" color="gray" />
          ) : (
            <IconCameraOff size={28} aria-hidden="true" />
          )}
          <span>{t(`stations.join.cameraState.${state.kind}`)}</span>
        </div>
      )}
    </div>
  );
}
