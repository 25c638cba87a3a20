import { Button, Modal, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backup } from '../../shared/contract/backups';
import { orpc } from '../client';
import { useLanguage } from '../ui/i18n';
import { useRefusalText, useShowRefusal } from '../ui/refusal';
import { useTimeFormat } from '../ui/time';
import classes from './BackupCard.module.css';

/** The way back: choose a backup, see what would change, go back. What is open now is kept as a file of its own. */
export function RestoreBackup({
  disabled,
  placed,
}: {
  readonly disabled: boolean;
  readonly placed: boolean;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" disabled={disabled} onClick={() => setOpen(true)} data-testid="restore-open">
        {t('backups.restore.open')}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t('backups.restore.title')} size="lg">
        <Choose placed={placed} close={() => setOpen(false)} />
      </Modal>
    </>
  );
}

/** `placed`: a place for backups was chosen. */
function Choose({ placed, close }: { readonly placed: boolean; readonly close: () => void }) {
  const { t } = useTranslation();
  const { shortDay, seconds } = useTimeFormat();
  const refusalText = useRefusalText();
  const { data: list, error } = useQuery({ ...orpc.backups.list.queryOptions(), staleTime: 0 });
  const [chosen, setChosen] = useState<Backup>();
  if (error) return <Problem text={refusalText(error)} />;
  if (!list) return null;
  if (list.length === 0)
    return <p className={classes.hint}>{t(placed ? 'backups.restore.none' : 'backups.restore.noPlace')}</p>;
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

/** Why a backup can't be gone back to. */
function Problem({ text }: { readonly text: string }) {
  return (
    <p className={classes.problem} role="alert" data-testid="restore-problem">
      {text}
    </p>
  );
}

/** What going back would do: whether something is lost is told by the sign, too. */
function Found(props: { readonly lost: boolean; readonly testId: string; readonly children: string }) {
  const Icon = props.lost ? IconAlertTriangle : IconCircleCheck;
  return (
    <p className={classes.found} data-lost={props.lost || undefined} data-testid={props.testId}>
      <Icon size={20} aria-hidden="true" />
      <span>{props.children}</span>
    </p>
  );
}

const compared = ['people', 'scans', 'certificates', 'cues'] as const;

function Compare({ backup, close }: { readonly backup: Backup; readonly close: () => void }) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const input = { slot: backup.slot, file: backup.file };
  const refusalText = useRefusalText();
  const language = useLanguage();
  // What is open goes on changing: it is compared each time that it is asked for.
  const { data, error } = useQuery({
    ...orpc.backups.compare.queryOptions({ input }),
    staleTime: 0,
    gcTime: 0,
  });
  const restore = useMutation(
    orpc.backups.restore.mutationOptions({
      onError: showRefusal,
      onSuccess: ({ kept }) => {
        notifications.show({ color: 'teal', message: t('backups.restore.done', { kept }), autoClose: false });
        close();
      },
    }),
  );
  if (error) return <Problem text={refusalText(error)} />;
  if (!data) return null;
  const differs = data.differs.map(({ what, rows }) => t(`backups.restore.differ.${what}`, { count: rows }));
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
      <Found lost={differs.length > 0} testId="restore-differs">
        {differs.length > 0
          ? t('backups.restore.differs', { what: differs.join(', ') })
          : t('backups.restore.same')}
      </Found>
      <Found lost={data.scansLost > 0} testId="restore-lost">
        {data.scansLost > 0
          ? t('backups.restore.lost', { count: data.scansLost })
          : t('backups.restore.nothingLost')}
      </Found>
      <div className={classes.end}>
        <Button variant="default" onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button
          color="red"
          loading={restore.isPending}
          onClick={() => restore.mutate({ ...input, language })}
          data-testid="restore-confirm"
        >
          {t('backups.restore.confirm')}
        </Button>
      </div>
    </>
  );
}
