import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisterRow } from '../../shared/contract/register';
import { orpc } from '../client';
import { useChosenEvent } from '../ui/program';
import { useRefusalText } from '../ui/refusal';
import { useTimeFormat } from '../ui/time';
import classes from './RegisterEntry.module.css';
import { Sheet } from './Sheet';

/** One certificate that was issued: its sheet, what became of it, and what can be done about it. */
export function RegisterEntry({ row }: { readonly row: RegisterRow }) {
  const { t } = useTranslation();
  const { day, time } = useTimeFormat();
  const [doing, setDoing] = useState<'revoke' | 'correct'>();
  const { data, error } = useQuery(orpc.register.sheet.queryOptions({ input: { number: row.number } }));
  const refusal = useRefusalText();
  const at = (moment: number) => `${day(moment)} ${time(moment)}`;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('register.issued'), `${at(row.issuedAt)}${row.issuedBy && ` · ${row.issuedBy}`}`],
    [t('register.printedTimes'), t('register.times', { times: row.printed })],
    [
      t('register.handed'),
      row.handedOver
        ? `${at(row.handedOver.at)} · ${t('register.takenBy', { who: row.handedOver.takenBy || t('register.self') })}`
        : t('register.notHanded'),
    ],
    ...(row.revoked
      ? ([
          [t('register.revokedAt'), `${at(row.revoked.at)}${row.revoked.by && ` · ${row.revoked.by}`}`],
          [t('register.reason'), row.revoked.reason],
        ] as const)
      : []),
    ...(row.replaces ? ([[t('register.replaces'), `No. ${row.replaces}`]] as const) : []),
    ...(row.replacedBy ? ([[t('register.replacedBy'), `No. ${row.replacedBy}`]] as const) : []),
    [t('register.template'), `${t(`register.kind.${row.kind}`)} · ${row.template}`],
  ];
  return (
    <div className={classes.entry}>
      <div className={classes.head} data-revoked={row.revoked !== null || undefined}>
        <h3 data-testid="register-title">
          No. {row.serial} <bdi>{row.name}</bdi>
        </h3>
        {!row.revoked && (
          <div className={classes.actions}>
            <Button
              variant="default"
              leftSection={<IconPencil size={18} aria-hidden="true" />}
              onClick={() => setDoing('correct')}
              data-testid="register-correct"
            >
              {t('register.correct')}
            </Button>
            <Button
              variant="default"
              color="red"
              leftSection={<IconX size={18} aria-hidden="true" />}
              onClick={() => setDoing('revoke')}
              data-testid="register-revoke"
            >
              {t('register.revoke')}
            </Button>
          </div>
        )}
      </div>
      {error ? (
        <Text c="red" role="alert">
          {refusal(error)}
        </Text>
      ) : (
        <Sheet svg={data?.pages[0]} orientation="landscape" testId="register-sheet" />
      )}
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div className={classes.wide}>
          <dt>{t('register.hash')}</dt>
          <dd>
            <code>{row.drawingSha256}</code>
          </dd>
        </div>
      </dl>
      {doing && <Ask row={row} what={doing} close={() => setDoing(undefined)} />}
    </div>
  );
}

/** Asks once, with a reason: neither can be taken back. */
function Ask({
  row: { number, serial },
  what,
  close,
}: {
  readonly row: RegisterRow;
  readonly what: 'revoke' | 'correct';
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  const refusal = useRefusalText();
  const event = useChosenEvent();
  const [reason, setReason] = useState('');
  const done = (message: string) => {
    notifications.show({ color: 'teal', message });
    close();
  };
  const revoke = useMutation(
    orpc.register.revoke.mutationOptions({
      onSuccess: () => done(t('register.revokedDone', { serial })),
    }),
  );
  const correct = useMutation(
    orpc.register.correct.mutationOptions({
      onSuccess: (made) => done(t('register.corrected', { serial: made.serial })),
    }),
  );
  const running = what === 'revoke' ? revoke : correct;
  const lacksEvent = what === 'correct' && !event;
  const go = () => {
    if (what === 'revoke') revoke.mutate({ number, reason });
    else if (event) correct.mutate({ number, reason, eventId: event.id });
  };
  return (
    <Modal opened onClose={close} title={t(`register.${what}Title`, { serial })}>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          go();
        }}
      >
        <Stack>
          <Text size="sm">{lacksEvent ? t('register.noEvent') : t(`register.${what}Hint`)}</Text>
          <TextInput
            size="md"
            label={t('register.reason')}
            placeholder={t('register.reasonPlaceholder')}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
            error={running.isError ? refusal(running.error) : null}
            maxLength={200}
            data-autofocus
            data-testid="register-reason"
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button
              type="submit"
              color={what === 'revoke' ? 'red' : 'ink'}
              loading={running.isPending}
              disabled={reason.trim() === '' || lacksEvent}
              data-testid="register-yes"
            >
              {t(`register.${what}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
