import { Button, PasswordInput, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CallerRole, callerRoles } from '../../shared/domain/access';
import { client, orpc } from '../client';
import { useAccess } from '../ui/access';
import { useShowRefusal } from '../ui/refusal';
import classes from './JournalCard.module.css';
import roleClasses from './RoleCard.module.css';

const idleChoices = [0, 5, 10, 20, 30, 60];
const digits = (text: string) => text.replace(/\D/g, '');

/** Who may work at this machine: a PIN a role, and how soon it locks when it is left alone. */
export function RoleCard() {
  const { t } = useTranslation();
  const { pins, idleMinutes } = useAccess();
  const showRefusal = useShowRefusal();
  return (
    <section className={classes.card} data-testid="role-card">
      <div>
        <h2 className={classes.heading}>{t('access.cardTitle')}</h2>
        <p className={classes.hint}>{t('access.cardHint')}</p>
      </div>
      {callerRoles.map((role) => (
        <RolePin key={role} role={role} isSet={pins[role]} ready={role === 'organizer' || pins.organizer} />
      ))}
      {pins.organizer && (
        <Select
          label={t('access.idle')}
          description={t('access.idleHint')}
          allowDeselect={false}
          value={String(idleMinutes)}
          onChange={(value) =>
            void client.access.setIdle({ minutes: Number(value ?? idleMinutes) }).catch(showRefusal)
          }
          data={idleChoices.map((count) => ({
            value: String(count),
            label: count === 0 ? t('access.never') : t('access.minutes', { count }),
          }))}
          data-testid="role-idle"
        />
      )}
    </section>
  );
}

function RolePin({
  role,
  isSet,
  ready,
}: {
  readonly role: CallerRole;
  readonly isSet: boolean;
  readonly ready: boolean;
}) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const [pin, setPin] = useState('');
  const [current, setCurrent] = useState('');
  const asksCurrent = role === 'organizer' && isSet;
  const change = useMutation(
    orpc.access.setPin.mutationOptions({
      onError: showRefusal,
      onSuccess: (_nothing, { pin: now }) => {
        setPin('');
        setCurrent('');
        notifications.show({ color: 'teal', message: t(now === null ? 'access.removed' : 'pins.saved') });
      },
    }),
  );
  const give = (now: string | null) =>
    change.mutate({ role, pin: now, current: asksCurrent ? current : null });
  const proven = !asksCurrent || current.length >= 4;
  return (
    <form
      className={roleClasses.role}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (pin.length >= 4 && proven) give(pin);
      }}
    >
      <div>
        <p className={roleClasses.who}>
          {t(`access.roles.${role}`)} · {t(isSet ? 'access.isSet' : 'access.notSet')}
        </p>
        <p className={roleClasses.does}>{ready ? t(`access.does.${role}`) : t('access.organizerFirst')}</p>
      </div>
      <div className={classes.row}>
        {asksCurrent && (
          <PasswordInput
            className={classes.field ?? ''}
            label={t('access.current')}
            inputMode="numeric"
            autoComplete="off"
            maxLength={12}
            value={current}
            onChange={(typed) => setCurrent(digits(typed.currentTarget.value))}
            data-testid={`role-current-${role}`}
          />
        )}
        <PasswordInput
          className={classes.field ?? ''}
          label={t('access.pin')}
          placeholder={t('pins.digits')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          disabled={!ready}
          value={pin}
          onChange={(typed) => setPin(digits(typed.currentTarget.value))}
          data-testid={`role-pin-${role}`}
        />
        <Button
          type="submit"
          disabled={!ready || pin.length < 4 || !proven}
          loading={change.isPending}
          data-testid={`role-save-${role}`}
        >
          {t(isSet ? 'pins.change' : 'pins.set')}
        </Button>
        {isSet && (
          <Button
            variant="default"
            disabled={!proven}
            onClick={() => give(null)}
            data-testid={`role-remove-${role}`}
          >
            {t('access.remove')}
          </Button>
        )}
      </div>
    </form>
  );
}
