import { Button, TextInput } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import { useRefusalText } from '../ui/refusal';
import { go } from '../ui/route';
import classes from './StationsPage.module.css';

/** Makes this machine a door of another one's program. The text may also be typed by a scanner that reads the host's QR. */
export function JoinCard({ again = false }: { readonly again?: boolean }) {
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const [text, setText] = useState('');
  const join = useMutation(orpc.stations.join.mutationOptions({ onSuccess: () => go('door') }));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    join.mutate({ text });
  };
  return (
    <section className={classes.card} data-testid="join-card">
      <h2 className={classes.heading}>
        <IconPlugConnected size={24} aria-hidden="true" />
        {t(again ? 'stations.join.again' : 'stations.join.title')}
      </h2>
      <p className={classes.hint}>{t(again ? 'stations.join.againHint' : 'stations.join.hint')}</p>
      <form className={classes.row} onSubmit={submit}>
        <TextInput
          label={t('stations.join.text')}
          placeholder="https://…/#/pair/…"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={join.isError ? refusalText(join.error) : undefined}
          style={{ flex: 1, minWidth: 240 }}
          data-testid="join-text"
        />
        <Button type="submit" loading={join.isPending} disabled={text.trim() === ''} data-testid="join-go">
          {t('stations.join.do')}
        </Button>
      </form>
    </section>
  );
}
