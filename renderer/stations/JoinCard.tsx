import { Button, TextInput } from '@mantine/core';
import { IconPlugConnected, IconQrcode } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import { useRefusalText } from '../ui/refusal';
import { go } from '../ui/route';
import { JoinCamera } from './JoinCamera';
import classes from './StationsPage.module.css';

/** Makes this machine a door of another one's program: by the host's QR before the camera, or by the text below it. */
export function JoinCard({ again = false }: { readonly again?: boolean }) {
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const [text, setText] = useState('');
  const [camera, setCamera] = useState(false);
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
      {camera && (
        <JoinCamera
          onText={(read) => {
            setText(read);
            join.mutate({ text: read });
          }}
        />
      )}
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
        <Button
          variant="default"
          leftSection={<IconQrcode size={20} aria-hidden="true" />}
          aria-pressed={camera}
          onClick={() => setCamera(!camera)}
          data-testid="join-by-camera"
        >
          {t(camera ? 'stations.join.cameraOff' : 'stations.join.camera')}
        </Button>
        <Button type="submit" loading={join.isPending} disabled={text.trim() === ''} data-testid="join-go">
          {t('stations.join.do')}
        </Button>
      </form>
    </section>
  );
}
