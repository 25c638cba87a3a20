import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './BackupLine.module.css';
import { go } from './route';
import { useTimeFormat } from './time';
import { useBackups } from './useBackups';

/** In the top line: whether backups are made, as words with a sign; leads to where they are kept. */
export function BackupLine() {
  const { t } = useTranslation();
  const { time } = useTimeFormat();
  const health = useBackups();
  if (!health || health.level === 'rehearsal') return null;
  const { level, state } = health;
  const good = level === 'fresh';
  const Icon = good ? IconCircleCheck : IconAlertTriangle;
  return (
    <UnstyledButton
      className={classes.line ?? ''}
      data-level={level}
      onClick={() => go('program')}
      data-testid="backup-line"
    >
      <Icon size={18} aria-hidden="true" />
      {t(`backups.line.${level}`, { time: state.last === null ? '' : time(state.last) })}
    </UnstyledButton>
  );
}

/** Across every page while an event is on and the last good backup is too old. */
export function BackupBanner() {
  const { t } = useTranslation();
  const { time } = useTimeFormat();
  const health = useBackups();
  if (!health?.alarming) return null;
  const { last } = health.state;
  return (
    <div className={classes.banner} role="alert" data-testid="backup-banner">
      <IconAlertTriangle size={20} aria-hidden="true" />
      <span>
        {health.level === 'noPlace' ? t('backups.banner.noPlace') : null}
        {health.level === 'old' && last !== null ? t('backups.banner.old', { time: time(last) }) : null}
        {health.level === 'old' && last === null ? t('backups.banner.never') : null}
      </span>
      <UnstyledButton className={classes.mend ?? ''} onClick={() => go('program')}>
        {t('backups.banner.mend')}
      </UnstyledButton>
    </div>
  );
}
