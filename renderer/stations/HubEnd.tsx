import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import { refusalOf, useRefusalText, useShowRefusal } from '../ui/refusal';
import classes from './StationsPage.module.css';

/** Leaving a hub; on the main host also deleting the program there. */
export function HubEnd({ role }: { readonly role: 'main' | 'branch' }) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const refusalText = useRefusalText();
  const [erasing, setErasing] = useState(false);
  const [typed, setTyped] = useState('');
  const leave = useMutation(orpc.hub.leave.mutationOptions({ onError: showRefusal }));
  const erase = useMutation(orpc.hub.erase.mutationOptions());
  const unsent = leave.isError && refusalOf(leave.error).reason === 'hub.unsent';
  if (erasing) {
    return (
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          erase.mutate({ typed });
        }}
      >
        <TextInput
          label={t('stations.hub.eraseHint')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={erase.isError ? refusalText(erase.error) : undefined}
          data-testid="hub-erase-typed"
        />
        <div className={classes.row}>
          <Button
            type="submit"
            color="red"
            loading={erase.isPending}
            disabled={typed.trim() === ''}
            data-testid="hub-erase-sure"
          >
            {t('stations.hub.eraseSure')}
          </Button>
          <Button variant="default" onClick={() => setErasing(false)}>
            {t('stations.hub.cancel')}
          </Button>
        </div>
      </form>
    );
  }
  return (
    <>
      <Button
        variant={unsent ? 'filled' : 'default'}
        {...(unsent ? { color: 'red' } : {})}
        loading={leave.isPending}
        onClick={() => leave.mutate({ anyway: unsent })}
        data-testid="hub-leave"
      >
        {t(unsent ? 'stations.hub.leaveSure' : 'stations.hub.leave')}
      </Button>
      {role === 'main' && (
        <Button variant="subtle" color="red" onClick={() => setErasing(true)} data-testid="hub-erase">
          {t('stations.hub.erase')}
        </Button>
      )}
    </>
  );
}
