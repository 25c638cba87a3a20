import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import { useProgram } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import classes from './JournalCard.module.css';

/** The end of a program: everybody's data go, numbers and the register stay. */
export function FinishCard() {
  const { t } = useTranslation();
  const { name } = useProgram();
  const showRefusal = useShowRefusal();
  const [typed, setTyped] = useState('');
  const finish = useMutation(
    orpc.privacy.finish.mutationOptions({
      onError: showRefusal,
      onSuccess: ({ people, certificates }) => {
        setTyped('');
        notifications.show({ message: t('privacy.finished', { people, certificates }), autoClose: false });
      },
    }),
  );
  const ready = typed.normalize('NFC').trim() === name;
  return (
    <form
      className={classes.card}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (ready) finish.mutate({ typed });
      }}
      data-testid="finish-card"
    >
      <div>
        <h2 className={classes.heading}>{t('privacy.finishTitle')}</h2>
        <p className={classes.hint}>{t('privacy.finishHint')}</p>
      </div>
      <FinishDay />
      <div className={classes.row}>
        <TextInput
          className={classes.field ?? ''}
          label={t('privacy.finishTyped')}
          placeholder={name}
          value={typed}
          onChange={(change) => setTyped(change.currentTarget.value)}
          data-testid="finish-typed"
        />
        <Button type="submit" color="red" disabled={!ready} loading={finish.isPending} data-testid="finish">
          {t('privacy.finish')}
        </Button>
      </div>
    </form>
  );
}

/** The day from which Today asks for it. */
function FinishDay() {
  const { t } = useTranslation();
  const onError = useShowRefusal();
  const { data, refetch } = useQuery(orpc.privacy.plan.queryOptions());
  const set = useMutation(orpc.privacy.setPlan.mutationOptions({ onError, onSuccess: () => void refetch() }));
  if (!data) return null;
  return (
    <div className={classes.row}>
      <TextInput
        type="date"
        label={t('privacy.finishBy')}
        description={t(data.due ? 'privacy.finishIsDue' : 'privacy.finishByHint')}
        value={data.by ?? ''}
        onChange={(change) => set.mutate({ by: change.currentTarget.value || null })}
        data-testid="finish-by"
      />
    </div>
  );
}
