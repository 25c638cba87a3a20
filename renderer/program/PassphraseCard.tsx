import { Button, PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortestPassphrase } from '../../shared/contract/vault';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import classes from './JournalCard.module.css';

/** The passphrase by which the program's file is sealed while it is closed. */
export function PassphraseCard() {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const { data } = useQuery(orpc.vault.state.experimental_liveOptions());
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const set = useMutation(
    orpc.vault.set.mutationOptions({
      onError: showRefusal,
      onSuccess: ({ backups, placesGone }, { passphrase }) => {
        for (const empty of [setCurrent, setNext, setAgain]) empty('');
        const done = t(passphrase === null ? 'vault.removed' : 'vault.saved', { backups });
        const gone = placesGone > 0 ? ` ${t('vault.placesGone', { places: placesGone })}` : '';
        notifications.show({ color: 'teal', message: done + gone, autoClose: false });
      },
    }),
  );
  if (!data) return null;
  const { sealed } = data;
  const known = !sealed || current !== '';
  const ready = known && next.length >= shortestPassphrase && next === again;
  const unlike = again !== '' && !next.startsWith(again) && next !== again;
  const short = next !== '' && next.length < shortestPassphrase;
  return (
    <form
      className={classes.card}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (ready) set.mutate({ passphrase: next, current: sealed ? current : null });
      }}
      data-testid="passphrase-card"
    >
      <div>
        <h2 className={classes.heading}>{t('vault.title')}</h2>
        <p className={classes.hint}>{t('vault.hint')}</p>
      </div>
      {sealed && (
        <p className={classes.good} data-testid="passphrase-on">
          <IconCircleCheck size={20} aria-hidden="true" /> {t('vault.on')}
        </p>
      )}
      <div className={classes.row}>
        {sealed && (
          <PasswordInput
            className={classes.field ?? ''}
            label={t('vault.current')}
            autoComplete="off"
            value={current}
            onChange={(change) => setCurrent(change.currentTarget.value)}
            data-testid="passphrase-current"
          />
        )}
        <PasswordInput
          className={classes.field ?? ''}
          label={t(sealed ? 'vault.next' : 'vault.passphrase')}
          autoComplete="off"
          error={short && t('vault.short', { count: shortestPassphrase })}
          value={next}
          onChange={(change) => setNext(change.currentTarget.value)}
          data-testid="passphrase-next"
        />
        <PasswordInput
          className={classes.field ?? ''}
          label={t('vault.again')}
          autoComplete="off"
          error={unlike && t('vault.unlike')}
          value={again}
          onChange={(change) => setAgain(change.currentTarget.value)}
          data-testid="passphrase-again"
        />
      </div>
      <div className={classes.row}>
        <Button type="submit" disabled={!ready} loading={set.isPending} data-testid="passphrase-set">
          {t(sealed ? 'vault.change' : 'vault.set')}
        </Button>
        {sealed && (
          <Button
            variant="default"
            disabled={current === '' || set.isPending}
            onClick={() => set.mutate({ passphrase: null, current })}
            data-testid="passphrase-remove"
          >
            {t('vault.remove')}
          </Button>
        )}
      </div>
    </form>
  );
}
