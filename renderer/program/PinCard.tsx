import { Button, PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PinKind } from '../../shared/contract/door';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import classes from './JournalCard.module.css';

/** The PINs of the door: a supervisor's, who overrules a verdict, and the kiosk's, by which it is left. */
export function PinCard() {
  const { t } = useTranslation();
  const { data } = useQuery(orpc.door.pins.queryOptions());
  if (!data) return null;
  return (
    <section className={classes.card} data-testid="pin-card">
      <div>
        <h2 className={classes.heading}>{t('pins.title')}</h2>
        <p className={classes.hint}>{t('pins.hint')}</p>
      </div>
      <Pin kind="supervisor" isSet={data.supervisor} />
      <Pin kind="kiosk" isSet={data.kiosk} />
    </section>
  );
}

function Pin({ kind, isSet }: { readonly kind: PinKind; readonly isSet: boolean }) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const [pin, setPin] = useState('');
  const [current, setCurrent] = useState('');
  const digits = (text: string) => text.replace(/\D/g, '');
  const set = useMutation(
    orpc.door.setPin.mutationOptions({
      onError: showRefusal,
      onSuccess: () => {
        setPin('');
        setCurrent('');
        notifications.show({ color: 'teal', message: t('pins.saved') });
      },
    }),
  );
  const ready = pin.length >= 4 && (!isSet || current !== '');
  return (
    <form
      className={classes.row}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (ready) set.mutate({ kind, pin, current: isSet ? current : null });
      }}
    >
      {isSet && (
        <PasswordInput
          className={classes.field ?? ''}
          label={t('pins.current')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          value={current}
          onChange={(change) => setCurrent(digits(change.currentTarget.value))}
          data-testid={`pin-current-${kind}`}
        />
      )}
      <PasswordInput
        className={classes.field ?? ''}
        label={t(`pins.${kind}`)}
        placeholder={t('pins.digits')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        value={pin}
        onChange={(change) => setPin(digits(change.currentTarget.value))}
        data-testid={`pin-${kind}`}
      />
      <Button type="submit" disabled={!ready} loading={set.isPending} data-testid={`pin-save-${kind}`}>
        {t(isSet ? 'pins.change' : 'pins.set')}
      </Button>
    </form>
  );
}
