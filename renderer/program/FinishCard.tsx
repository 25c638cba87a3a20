import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finished } from '../../shared/contract/privacy';
import { orpc } from '../client';
import { useEraseWords } from '../ui/eraseWords';
import { useProgram } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import classes from './JournalCard.module.css';

/** The end of a program: everybody's data go, numbers and the register stay. */
export function FinishCard() {
  const { t } = useTranslation();
  const { name, clock } = useProgram();
  const showRefusal = useShowRefusal();
  const [typed, setTyped] = useState('');
  const finish = useMutation(
    orpc.privacy.finish.mutationOptions({
      onError: showRefusal,
      onSuccess: () => setTyped(''),
    }),
  );
  const rehearsal = clock.kind === 'rehearsal';
  const ready = !rehearsal && typed.normalize('NFC').trim() === name;
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
        <p className={classes.hint} data-testid="finish-hint">
          {t(rehearsal ? 'refusal.privacy.rehearsal' : 'privacy.finishHint')}
        </p>
      </div>
      <FinishDay />
      <div className={classes.row}>
        <TextInput
          className={classes.field ?? ''}
          label={t('privacy.finishTyped')}
          placeholder={name}
          disabled={rehearsal}
          value={typed}
          onChange={(change) => setTyped(change.currentTarget.value)}
          data-testid="finish-typed"
        />
        <Button type="submit" color="red" disabled={!ready} loading={finish.isPending} data-testid="finish">
          {t('privacy.finish')}
        </Button>
      </div>
      {finish.data && <Done finished={finish.data} />}
    </form>
  );
}

/** What was erased, what stays and what lies outside: it is read, and seen to by hand. */
function Done({ finished }: { readonly finished: Finished }) {
  const { t } = useTranslation();
  const words = useEraseWords();
  const { people, certificates, texts, left, outside } = finished;
  const beyond = words.outside({ ...outside, backups: 0 });
  return (
    <div role="status" data-testid="finish-done">
      <p className={classes.hint}>{t('privacy.finished', { people, certificates })}</p>
      {texts.length > 0 && (
        <p className={classes.hint}>{t('privacy.finishedTexts', { where: words.where(texts) })}</p>
      )}
      {words.left(left).map((line) => (
        <p key={line} className={classes.hint}>
          <strong>{line}</strong>
        </p>
      ))}
      {beyond.length > 0 && <p className={classes.hint}>{t('privacy.outside')}:</p>}
      {beyond.map((line) => (
        <p key={line} className={classes.hint}>
          {line}
        </p>
      ))}
    </div>
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
