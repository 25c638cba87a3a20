import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callerRoles } from '../../shared/domain/access';
import { client } from '../client';
import { NetworkIsOpen } from '../stations/NetworkLight';
import { useAccess } from './access';
import { useBilingual } from './i18n';
import { LanguageSwitch } from './LanguageSwitch';
import classes from './LockScreen.module.css';
import { useProgram } from './program';
import { useRefusalText } from './refusal';

/** All that a locked machine shows: who works here? A role, its PIN, and a name to write changes down under. */
export function LockScreen() {
  const { t } = useTranslation();
  const { pins } = useAccess();
  const program = useProgram();
  const text = useBilingual();
  const refusalText = useRefusalText();
  const offered = callerRoles.filter((role) => pins[role]);
  const [role, setRole] = useState(offered.at(-1) ?? 'organizer');
  const [name, setName] = useState('');
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const unlock = async (submit: FormEvent) => {
    submit.preventDefault();
    if (pin.length < 4 || busy) return;
    setBusy(true);
    try {
      await client.access.unlock({ role, pin, name: name.trim() });
    } catch (error) {
      setProblem(refusalText(error));
    } finally {
      setPin('');
      setBusy(false);
    }
  };
  return (
    <main className={classes.screen} data-testid="lock-screen">
      <form className={classes.card} onSubmit={(submit) => void unlock(submit)}>
        <div>
          <p className={classes.program}>{text(program.name, program.nameEn)}</p>
          <h1 className={classes.title}>{t('access.title')}</h1>
          <p className={classes.hint}>{t('access.hint')}</p>
          <NetworkIsOpen />
        </div>
        <SegmentedControl
          fullWidth
          size="md"
          aria-label={t('access.role')}
          value={role}
          onChange={(value) => setRole(callerRoles.find((one) => one === value) ?? 'organizer')}
          data={offered.map((one) => ({ value: one, label: t(`access.roles.${one}`) }))}
          data-testid="lock-role"
        />
        <TextInput
          size="md"
          label={t('access.name')}
          maxLength={60}
          value={name}
          onChange={(change) => setName(change.currentTarget.value)}
          data-testid="lock-name"
        />
        <PasswordInput
          size="md"
          label={t('access.pin')}
          autoFocus
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          value={pin}
          onChange={(change) => {
            setProblem(undefined);
            setPin(change.currentTarget.value.replace(/\D/g, ''));
          }}
          data-testid="lock-pin"
        />
        <p className={classes.problem} role="alert" data-testid="lock-problem">
          {problem}
        </p>
        <Button
          type="submit"
          size="lg"
          disabled={pin.length < 4}
          loading={busy}
          leftSection={<IconLock size={20} aria-hidden="true" />}
          data-testid="lock-unlock"
        >
          {t('access.unlock')}
        </Button>
        <LanguageSwitch />
      </form>
    </main>
  );
}
