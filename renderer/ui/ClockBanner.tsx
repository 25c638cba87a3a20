import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './BackupLine.module.css';
import { useProgram } from './program';
import { useRefusalSentence } from './refusal';

/** Over every job while this machine's clock lies days behind: what the door says depends on it. */
export function ClockBanner() {
  const { startRefusal } = useProgram();
  const sentence = useRefusalSentence();
  if (startRefusal?.reason !== 'clock.back') return null;
  return (
    <div className={classes.banner} role="alert" data-testid="clock-banner">
      <IconAlertTriangle size={20} aria-hidden="true" />
      <span>{sentence(startRefusal)}</span>
    </div>
  );
}
