import { Button, PasswordInput } from '@mantine/core';
import { IconLockOpen } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../client';
import { LanguageSwitch } from './LanguageSwitch';
import classes from './LockScreen.module.css';
import { useRefusalText } from './refusal';

/** A sealed program is to be opened: its passphrase. `left`: it was open when the machine stopped; `other`: another one is open. */
export function PassphraseScreen({
  file,
  left,
  other,
}: {
  readonly file: string;
  readonly left: boolean;
  readonly other: boolean;
}) {
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const open = async (submit: FormEvent) => {
    submit.preventDefault();
    if (passphrase === '' || busy) return;
    setBusy(true);
    try {
      await client.vault.open({ passphrase });
    } catch (error) {
      setProblem(refusalText(error));
      setPassphrase('');
    } finally {
      setBusy(false);
    }
  };
  const leave = () => client.vault.leave().catch((error: unknown) => setProblem(refusalText(error)));
  return (
    <main className={classes.screen} data-testid="passphrase-screen">
      <form className={classes.card} onSubmit={(submit) => void open(submit)}>
        <div>
          <p className={classes.program}>{file}</p>
          <h1 className={classes.title}>{t('vault.askTitle')}</h1>
          <p className={classes.hint}>{t('vault.askHint')}</p>
          {left && (
            <p className={classes.hint} data-testid="passphrase-left">
              <strong>{t('vault.left')}</strong>
            </p>
          )}
        </div>
        <PasswordInput
          size="md"
          label={t('vault.passphrase')}
          autoFocus
          autoComplete="off"
          maxLength={1024}
          value={passphrase}
          onChange={(change) => {
            setProblem(undefined);
            setPassphrase(change.currentTarget.value);
          }}
          data-testid="passphrase"
        />
        <p className={classes.problem} role="alert" data-testid="passphrase-problem">
          {problem}
        </p>
        <Button
          type="submit"
          size="lg"
          disabled={passphrase === ''}
          loading={busy}
          leftSection={<IconLockOpen size={20} aria-hidden="true" />}
          data-testid="passphrase-open"
        >
          {t('vault.open')}
        </Button>
        <Button variant="default" size="md" onClick={() => void leave()} data-testid="passphrase-leave">
          {t(other ? 'vault.leave' : 'vault.leaveNew')}
        </Button>
        <LanguageSwitch />
      </form>
    </main>
  );
}
