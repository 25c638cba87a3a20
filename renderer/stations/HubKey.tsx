import { Button, CopyButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import classes from './StationsPage.module.css';

/** What another host needs beside the address: shown only when asked for. */
export function HubKey() {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const ask = useMutation(orpc.hub.key.mutationOptions({ onError: showRefusal }));
  const key = ask.data?.key;
  if (key === undefined) {
    return (
      <div className={classes.row}>
        <Button
          variant="default"
          loading={ask.isPending}
          onClick={() => ask.mutate(undefined)}
          data-testid="hub-key-show"
        >
          {t('stations.hub.showKey')}
        </Button>
      </div>
    );
  }
  return (
    <div className={`${classes.done} ${classes.key}`}>
      <p className={classes.mono} data-testid="hub-key">
        {key}
      </p>
      <p className={classes.hint}>{t('stations.hub.keyWarning')}</p>
      <div className={classes.row}>
        <CopyButton value={key}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {t(copied ? 'stations.add.copied' : 'stations.hub.copyKey')}
            </Button>
          )}
        </CopyButton>
        <Button variant="subtle" color="gray" onClick={() => ask.reset()}>
          {t('stations.hub.hideKey')}
        </Button>
      </div>
    </div>
  );
}
