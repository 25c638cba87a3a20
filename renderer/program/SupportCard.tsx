import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import classes from './JournalCard.module.css';

/** For who helps: versions, sizes, counts and the last errors in the clipboard, and nobody's data. */
export function SupportCard() {
  const { t } = useTranslation();
  const copy = useMutation(
    orpc.support.copyDiagnostics.mutationOptions({
      onError: useShowRefusal(),
      onSuccess: () => notifications.show({ color: 'teal', message: t('support.copied') }),
    }),
  );
  return (
    <section className={classes.card} data-testid="support-card">
      <div>
        <h2 className={classes.heading}>{t('support.title')}</h2>
        <p className={classes.hint}>{t('support.hint')}</p>
      </div>
      <div className={classes.row}>
        <Button
          variant="default"
          loading={copy.isPending}
          onClick={() => copy.mutate(undefined)}
          data-testid="copy-diagnostics"
        >
          {t('support.copy')}
        </Button>
      </div>
    </section>
  );
}
