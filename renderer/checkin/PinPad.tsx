import { Button, UnstyledButton } from '@mantine/core';
import { IconBackspace } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../client';
import { useRefusalText } from '../ui/refusal';
import classes from './PinPad.module.css';

const longest = 12;
const shortest = 4;
/** Left alone for so long (ms), it goes away, and what was typed with it. */
const patience = 20_000;

/** The way out of the kiosk: a PIN, by touch or by keys. */
export function PinPad({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (busy) return;
    const timer = setTimeout(onClose, pin === '' ? patience : patience + pin.length);
    return () => clearTimeout(timer);
  }, [busy, pin, onClose]);
  const add = (digit: string) => {
    setProblem(undefined);
    setPin((before) => (before.length < longest ? before + digit : before));
  };
  const remove = () => setPin((before) => before.slice(0, -1));
  const leave = async () => {
    if (pin.length < shortest || busy) return;
    setBusy(true);
    try {
      await client.desk.leaveKiosk({ pin });
    } catch (error) {
      setProblem(refusalText(error));
    } finally {
      setPin('');
      setBusy(false);
    }
  };
  const pressed = (key: KeyboardEvent) => {
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(key.code)?.[1];
    if (digit !== undefined) add(digit);
    else if (key.code === 'Backspace') remove();
    else if (key.code === 'Enter' || key.code === 'NumpadEnter') void leave();
    else return;
    key.preventDefault();
  };
  return (
    <div className={classes.over}>
      <div
        className={classes.pad}
        role="dialog"
        aria-modal="true"
        aria-label={t('kiosk.pinTitle')}
        onKeyDown={pressed}
        data-testid="pin-pad"
      >
        <h2 className={classes.title}>{t('kiosk.pinTitle')}</h2>
        <p
          className={classes.dots}
          role="status"
          aria-live="polite"
          aria-label={t('kiosk.pinDigits', { count: pin.length })}
        >
          {'●'.repeat(pin.length) || '–'}
        </p>
        <p className={classes.problem} role="alert" data-testid="pin-problem">
          {problem}
        </p>
        <div className={classes.keys}>
          {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
            <UnstyledButton key={digit} className={classes.key ?? ''} onClick={() => add(digit)}>
              {digit}
            </UnstyledButton>
          ))}
          <UnstyledButton className={classes.key ?? ''} onClick={remove} aria-label={t('kiosk.pinBack')}>
            <IconBackspace size={32} aria-hidden="true" />
          </UnstyledButton>
          <UnstyledButton className={classes.key ?? ''} onClick={() => add('0')}>
            0
          </UnstyledButton>
          <span />
        </div>
        <div className={classes.foot}>
          <Button size="lg" variant="default" autoFocus onClick={onClose} data-testid="pin-cancel">
            {t('common.cancel')}
          </Button>
          <Button
            size="lg"
            loading={busy}
            disabled={pin.length < shortest}
            onClick={() => void leave()}
            data-testid="pin-leave"
          >
            {t('kiosk.leave')}
          </Button>
        </div>
      </div>
    </div>
  );
}
