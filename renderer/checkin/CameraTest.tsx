import { NativeSelect } from '@mantine/core';
import { IconCircleCheck, IconFocus2 } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraPicture } from './CameraPicture';
import classes from './DoorDesk.module.css';
import type { Look } from './qrDetector';
import { useRememberedCamera } from './rememberedCamera';
import { sharpnessOf } from './sharpness';
import { useCamera, useCameras } from './useCamera';

/** What the camera did in the last second. */
interface Second {
  readonly frames: number;
  readonly read: number;
  /** Mean time to look at a frame (ms). */
  readonly ms: number;
}

/** Below this the picture's edges are soft: out of focus, smeared lens, or nothing with an edge before it. */
const soft = 6;

/** A camera tried out: which one, its picture, how sharp it is, and how many of its frames are read. */
export function CameraTest() {
  const { t } = useTranslation();
  const [deviceId, choose] = useRememberedCamera();
  const looks = useRef<Look[]>([]);
  const [second, setSecond] = useState<Second>();
  const [sharpness, setSharpness] = useState<number>();
  const [code, setCode] = useState<string>();
  const { state, corners } = useCamera(deviceId, setCode, (look) => looks.current.push(look));
  const cameras = useCameras(state.kind === 'on');
  const stream = state.kind === 'on' ? state.stream : undefined;
  useEffect(() => {
    if (!stream) return;
    const timer = setInterval(() => {
      const seen = looks.current.splice(0);
      const total = seen.reduce((sum, { ms }) => sum + ms, 0);
      setSecond({
        frames: seen.length,
        read: seen.filter((look) => look.corners).length,
        ms: seen.length === 0 ? 0 : total / seen.length,
      });
      setSharpness(sharpnessOf(document.querySelector('[data-testid="camera-test"] video')));
    }, 1000);
    return () => clearInterval(timer);
  }, [stream]);
  const settings = stream?.getVideoTracks()[0]?.getSettings();
  return (
    <section className={classes.card} data-testid="camera-test" data-state={state.kind}>
      <h2 className={classes.sub}>{t('selftest.camera')}</h2>
      {state.kind === 'on' ? (
        <CameraPicture stream={state.stream} corners={corners} />
      ) : (
        <p className={classes.text} role="status">
          {t(`door.cameraState.${state.kind}`)}
        </p>
      )}
      {cameras.length > 0 && (
        <NativeSelect
          label={t('door.chooseCamera')}
          value={(state.kind === 'on' && state.deviceId) || ''}
          onChange={(event) => {
            choose(event.currentTarget.value);
            event.currentTarget.blur();
          }}
          data={cameras.map((camera, i) => ({
            value: camera.deviceId,
            label: camera.label || t('door.cameraNumber', { number: i + 1 }),
          }))}
          data-testid="camera-list"
        />
      )}
      {state.kind === 'on' && (
        <>
          <dl className={classes.facts}>
            <dt>{t('selftest.size')}</dt>
            <dd>
              {settings?.width} × {settings?.height}
            </dd>
            <dt>{t('selftest.rate')}</dt>
            <dd data-testid="decode-rate" data-read={second?.read ?? 0}>
              {second
                ? t('selftest.rateOf', { read: second.read, frames: second.frames, ms: second.ms.toFixed(1) })
                : '–'}
            </dd>
            <dt>{t('selftest.lastCode')}</dt>
            <dd data-testid="camera-code">{code ?? t('selftest.nothingYet')}</dd>
          </dl>
          <p className={classes.finding} role="status">
            {sharpness !== undefined && sharpness >= soft ? (
              <IconCircleCheck size={24} aria-hidden="true" />
            ) : (
              <IconFocus2 size={24} aria-hidden="true" />
            )}
            {t(sharpness === undefined || sharpness >= soft ? 'selftest.sharp' : 'selftest.soft')}
          </p>
        </>
      )}
    </section>
  );
}
