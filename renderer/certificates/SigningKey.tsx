import { Button, FileButton, PasswordInput } from '@mantine/core';
import { IconKey, IconLock, IconLockOpen2 } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyState } from '../../shared/contract/proof';
import { orpc } from '../client';
import { hideRefusals, useShowRefusal } from '../ui/refusal';
import classes from './ProofDesk.module.css';
import { WrittenDocument } from './WrittenDocument';

const shortest = 10;

/** The key that signs: sealed by a passphrase or not, locked or not, and its way into the next cohort's program. */
export function SigningKey({ state, none }: { readonly state: KeyState; readonly none: boolean }) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [file, setFile] = useState<{ readonly name: string; readonly text: string }>();
  const done = () => {
    setPassphrase('');
    setAgain('');
    setFile(undefined);
    hideRefusals('key.locked', 'key.wrongPassphrase', 'key.notSealed');
  };
  const options = { onError: showRefusal, onSuccess: done };
  const seal = useMutation(orpc.proof.sealKey.mutationOptions(options));
  const unlock = useMutation(orpc.proof.unlockKey.mutationOptions(options));
  const lock = useMutation(orpc.proof.lockKey.mutationOptions(options));
  const take = useMutation(orpc.proof.importKey.mutationOptions(options));
  const write = useMutation(orpc.proof.exportKey.mutationOptions({ onError: showRefusal }));
  const sealed = state === 'locked' || state === 'unlocked';
  const asksTwice = !file && state !== 'locked';
  const ready = asksTwice ? passphrase.length >= shortest && passphrase === again : passphrase !== '';
  const submit = () => {
    if (file) take.mutate({ text: file.text, passphrase });
    else if (state === 'locked') unlock.mutate({ passphrase });
    else seal.mutate({ passphrase });
  };
  const action = file ? 'takeKey' : state === 'locked' ? 'unlock' : sealed ? 'newPassphrase' : 'seal';
  return (
    <section className={classes.card}>
      <h2 className={classes.heading}>
        <IconKey size={24} aria-hidden="true" />
        {t('proof.key')}
      </h2>
      <p className={classes.figure} data-testid="key-state" data-state={state}>
        {state === 'locked' ? (
          <IconLock size={20} aria-hidden="true" />
        ) : (
          <IconLockOpen2 size={20} aria-hidden="true" />
        )}
        {t(`proof.keyState.${state}`)}
      </p>
      <p className={classes.hint}>
        {file ? t('proof.takeHint', { file: file.name }) : t(`proof.keyHint.${state}`)}
      </p>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) submit();
        }}
      >
        <PasswordInput
          label={t('proof.passphrase')}
          description={asksTwice ? t('proof.passphraseHint', { count: shortest }) : undefined}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          maxLength={200}
          data-testid="passphrase"
        />
        {asksTwice && (
          <PasswordInput
            label={t('proof.passphraseAgain')}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            error={again !== '' && again !== passphrase ? t('proof.differs') : undefined}
            maxLength={200}
            data-testid="passphrase-again"
          />
        )}
        <div className={classes.buttons}>
          <Button
            type="submit"
            disabled={!ready}
            loading={seal.isPending || unlock.isPending || take.isPending}
            data-testid="key-submit"
          >
            {t(`proof.${action}`)}
          </Button>
          {state === 'unlocked' && (
            <Button variant="default" onClick={() => lock.mutate(undefined)} data-testid="key-lock">
              {t('proof.lock')}
            </Button>
          )}
          {sealed && (
            <Button
              variant="default"
              onClick={() => write.mutate(undefined)}
              loading={write.isPending}
              data-testid="key-export"
            >
              {t('proof.exportKey')}
            </Button>
          )}
          {none && (
            <FileButton
              accept=".stagedoor-keys"
              onChange={(chosen) => {
                if (chosen) void chosen.text().then((text) => setFile({ name: chosen.name, text }));
              }}
              inputProps={{ 'data-testid': 'key-file' } as React.ComponentProps<'input'>}
            >
              {(props) => (
                <Button variant="default" {...props}>
                  {t('proof.importKey')}
                </Button>
              )}
            </FileButton>
          )}
        </div>
      </form>
      <WrittenDocument name={write.data?.document} testId="key-document" />
    </section>
  );
}
