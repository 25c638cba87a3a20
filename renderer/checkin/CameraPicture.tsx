import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './camera.module.css';
import type { Corners } from './qrDetector';

/** The camera's picture, with where the code was seen. */
export function CameraPicture({
  stream,
  corners,
}: {
  readonly stream: MediaStream;
  readonly corners: Corners | undefined;
}) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return (
    <div className={classes.picture}>
      <video ref={video} className={classes.video} muted autoPlay playsInline aria-label={t('door.camera')} />
      {corners && (
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" className={classes.seen} aria-hidden="true">
          <polygon points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} />
        </svg>
      )}
    </div>
  );
}
