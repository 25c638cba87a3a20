import { Button, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalText } from '../ui/refusal';
import classes from './StationsPage.module.css';

interface Input {
  readonly url: string;
  readonly pin: string;
  readonly name: string;
  readonly key: string;
}

/** Where a hub is and how it is known, and what joining it asks besides. What is typed here is not read back from anywhere. */
export function HubAddressForm({
  asks,
  pending,
  error,
  onSubmit,
}: {
  readonly asks: 'publish' | 'join' | 'readdress';
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSubmit: (input: Input) => void;
}) {
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const [input, setInput] = useState<Input>({ url: '', pin: '', name: '', key: '' });
  const set = (change: Partial<Input>) => setInput((before) => ({ ...before, ...change }));
  const whole =
    input.url.trim() !== '' &&
    (asks === 'readdress' || input.name.trim() !== '') &&
    (asks !== 'join' || input.key.trim() !== '');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit({ ...input, url: input.url.trim(), name: input.name.trim() });
  };
  return (
    <form onSubmit={submit} className={classes.form} autoComplete="off">
      <PasswordInput
        label={t('stations.hub.url')}
        description={t('stations.hub.urlHint')}
        placeholder="postgresql://…:…@db.example.org:5432/events"
        value={input.url}
        onChange={(event) => set({ url: event.currentTarget.value })}
        data-testid="hub-url"
      />
      {asks !== 'readdress' && (
        <div className={classes.row}>
          <TextInput
            label={t('stations.hub.name')}
            placeholder={t('stations.hub.namePlaceholder')}
            value={input.name}
            maxLength={40}
            onChange={(event) => set({ name: event.currentTarget.value })}
            w={240}
            data-testid="hub-name"
          />
          {asks === 'join' && (
            <TextInput
              label={t('stations.hub.key')}
              placeholder={t('stations.hub.keyHint')}
              value={input.key}
              onChange={(event) => set({ key: event.currentTarget.value })}
              style={{ flex: 1, minWidth: 240 }}
              data-testid="hub-key-in"
            />
          )}
        </div>
      )}
      <Textarea
        label={t('stations.hub.pin')}
        description={t('stations.hub.pinHint')}
        value={input.pin}
        onChange={(event) => set({ pin: event.currentTarget.value })}
        autosize
        minRows={1}
        maxRows={6}
        data-testid="hub-pin"
      />
      {error !== null && error !== undefined && (
        <p className={classes.wrong} role="alert" data-testid="hub-error">
          {refusalText(error)}
        </p>
      )}
      <div className={classes.row}>
        <Button type="submit" loading={pending} disabled={!whole} data-testid="hub-go">
          {t(`stations.hub.${asks === 'publish' ? 'doPublish' : asks === 'join' ? 'doJoin' : 'doReaddress'}`)}
        </Button>
      </div>
    </form>
  );
}
