import { Button, FileButton } from '@mantine/core';
import { IconUsb } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import classes from './StationsPage.module.css';

/** The journal as a signed file on a stick: out of one machine, into another, any number of times. */
export function JournalByHand() {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const out = useMutation(orpc.stations.exportJournal.mutationOptions({ onError: showRefusal }));
  const into = useMutation(orpc.stations.importJournal.mutationOptions({ onError: showRefusal }));
  return (
    <section className={classes.card} data-testid="journal-by-hand">
      <h2 className={classes.heading}>
        <IconUsb size={24} aria-hidden="true" />
        {t('stations.byHand.title')}
      </h2>
      <p className={classes.hint}>{t('stations.byHand.hint')}</p>
      <div className={classes.row}>
        <Button
          variant="default"
          loading={out.isPending}
          onClick={() => out.mutate(undefined)}
          data-testid="journal-out"
        >
          {t('stations.byHand.out')}
        </Button>
        <FileButton
          onChange={(file) => file && into.mutate({ file: file.name, bytes: file })}
          accept=".stagedoor-journal"
        >
          {(props) => (
            <Button {...props} variant="default" loading={into.isPending} data-testid="journal-in">
              {t('stations.byHand.into')}
            </Button>
          )}
        </FileButton>
      </div>
      {out.data && (
        <p className={classes.done} role="status" data-testid="journal-out-done">
          {t('stations.byHand.written', { file: out.data.document })}{' '}
          <Button
            variant="subtle"
            size="compact-md"
            onClick={() => void client.program.showDocument({ name: out.data.document }).catch(showRefusal)}
          >
            {t('stations.byHand.show')}
          </Button>
        </p>
      )}
      {into.data && (
        <p className={classes.done} role="status" data-testid="journal-in-done">
          {t('stations.byHand.taken', { rows: into.data.fresh, conflicts: into.data.conflicts })}
        </p>
      )}
    </section>
  );
}
