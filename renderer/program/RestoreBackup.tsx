import { Button, Modal, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backup } from '../../shared/contract/backups';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import { useTimeFormat } from '../ui/time';
import classes from './BackupCard.module.css';

/** The way back: choose a backup, see what would change, go back. What is open now is kept as a file of its own. */
export function RestoreBackup({ disabled }: { readonly disabled: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" disabled={disabled} onClick={() => setOpen(true)} data-testid="restore-open">
        {t('backups.restore.open')}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t('backups.restore.title')} size="lg">
        <Choose close={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Choose({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const { shortDay, seconds } = useTimeFormat();
  const { data: list } = useQuery(orpc.backups.list.queryOptions());
  const [chosen, setChosen] = useState<Backup>();
  if (!list) return null;
  if (list.length === 0) return <p className={classes.hint}>{t('backups.restore.none')}</p>;
  return (
    <>
      <p className={classes.hint}>{t('backups.restore.hint')}</p>
      <div className={classes.list}>
        {list.map((backup) => (
          <UnstyledButton
            key={`${backup.slot} ${backup.file}`}
            className={classes.backup ?? ''}
            data-chosen={backup === chosen || undefined}
            aria-pressed={backup === chosen}
            onClick={() => setChosen(backup)}
            data-testid="restore-backup"
          >
            <span>
              {shortDay(backup.at)} <strong>{seconds(backup.at)}</strong>
            </span>
            <span className={classes.hint}>
              {t('backups.restore.rows', { count: backup.rows })} · {t(`backups.slot.${backup.slot}`)}
            </span>
          </UnstyledButton>
        ))}
      </div>
      {chosen && <Compare backup={chosen} close={close} />}
    </>
  );
}

const compared = ['people', 'scans', 'certificates', 'cues'] as const;

function Compare({ backup, close }: { readonly backup: Backup; readonly close: () => void }) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const input = { slot: backup.slot, file: backup.file };
  const { data } = useQuery(orpc.backups.compare.queryOptions({ input }));
  const restore = useMutation(
    orpc.backups.restore.mutationOptions({
      onError: showRefusal,
      onSuccess: ({ kept }) => {
        notifications.show({ color: 'teal', message: t('backups.restore.done', { kept }), autoClose: false });
        close();
      },
    }),
  );
  if (!data) return null;
  return (
    <>
      <table className={classes.compare} data-testid="restore-compare">
        <thead>
          <tr>
            <th scope="col">{t('backups.restore.what')}</th>
            <th scope="col">{t('backups.restore.nowThere')}</th>
            <th scope="col">{t('backups.restore.thenThere')}</th>
          </tr>
        </thead>
        <tbody>
          {compared.map((key) => (
            <tr key={key} data-differs={data[key].open !== data[key].backup || undefined}>
              <td>{t(`backups.restore.${key}`)}</td>
              <td>{data[key].open}</td>
              <td>{data[key].backup}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.problem}>
        {data.scansLost > 0
          ? t('backups.restore.lost', { count: data.scansLost })
          : t('backups.restore.nothingLost')}
      </p>
      <div className={classes.end}>
        <Button variant="default" onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button
          color="red"
          loading={restore.isPending}
          onClick={() => restore.mutate(input)}
          data-testid="restore-confirm"
        >
          {t('backups.restore.confirm')}
        </Button>
      </div>
    </>
  );
}
