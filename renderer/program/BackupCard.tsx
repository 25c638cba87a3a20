import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconFolder } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BackupPlace } from '../../shared/contract/backups';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import { useTimeFormat } from '../ui/time';
import { useBackups } from '../ui/useBackups';
import classes from './BackupCard.module.css';
import { RestoreBackup } from './RestoreBackup';

/** Where backups go, how fresh they are, and the way back to one. */
export function BackupCard() {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const health = useBackups();
  const make = useMutation(orpc.backups.make.mutationOptions({ onError: showRefusal }));
  if (!health) return null;
  const { state } = health;
  const some = state.places.some(({ folder }) => folder !== null);
  return (
    <section className={classes.card} data-testid="backup-card">
      <div className={classes.head}>
        <div>
          <h2 className={classes.heading}>{t('backups.title')}</h2>
          <p className={classes.hint}>{t(state.rehearsal ? 'backups.rehearsalHint' : 'backups.hint')}</p>
        </div>
        <div className={classes.buttons}>
          <Button
            variant="default"
            disabled={!some || state.rehearsal}
            loading={state.working}
            onClick={() => make.mutate(undefined)}
            data-testid="backup-now"
          >
            {t('backups.now')}
          </Button>
          <RestoreBackup disabled={state.rehearsal} placed={some} />
        </div>
      </div>
      <div className={classes.places}>
        {state.places.map((place) => (
          <Place key={place.slot} place={place} disabled={state.rehearsal} />
        ))}
      </div>
    </section>
  );
}

function Place({ place, disabled }: { readonly place: BackupPlace; readonly disabled: boolean }) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const { shortDay, time } = useTimeFormat();
  const choose = useMutation(orpc.backups.choosePlace.mutationOptions({ onError: showRefusal }));
  const forget = useMutation(orpc.backups.forgetPlace.mutationOptions({ onError: showRefusal }));
  const { slot, folder, last, count, problem } = place;
  const Icon = folder === null ? IconFolder : problem ? IconAlertTriangle : IconCircleCheck;
  const when =
    last === null
      ? t('backups.noneThere')
      : t('backups.last', { day: shortDay(last), time: time(last), count });
  return (
    <div className={classes.place} data-state={folder === null ? 'none' : (problem ?? 'good')}>
      <Icon size={28} className={classes.sign ?? ''} aria-hidden="true" />
      <div className={classes.words}>
        <p className={classes.what}>{folder ?? t(`backups.slot.${slot}`)}</p>
        <p className={classes.hint}>{folder === null ? t(`backups.slotHint.${slot}`) : when}</p>
        {problem && <p className={classes.problem}>{t(`backups.problem.${problem}`)}</p>}
      </div>
      <div className={classes.buttons}>
        <Button
          variant="default"
          disabled={disabled}
          loading={choose.isPending}
          onClick={() => choose.mutate({ slot })}
          data-testid={`backup-choose-${slot}`}
        >
          {t(folder === null ? 'backups.choose' : 'backups.change')}
        </Button>
        {folder !== null && (
          <Button variant="subtle" color="gray" disabled={disabled} onClick={() => forget.mutate({ slot })}>
            {t('backups.forget')}
          </Button>
        )}
      </div>
    </div>
  );
}
