import { Button, PasswordInput } from '@mantine/core';
import { IconDeviceTablet } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../client';
import { useBilingual } from '../ui/i18n';
import { useChosenEvent } from '../ui/program';
import { useRefusalText } from '../ui/refusal';
import { go } from '../ui/route';
import { ChooseLane } from './ChooseLane';
import classes from './DoorDesk.module.css';

/** Before the kiosk begins: what it is, and the PIN that ends it. */
export function KioskStart() {
  const { t } = useTranslation();
  const text = useBilingual();
  const event = useChosenEvent();
  const refusalText = useRefusalText();
  const { data: pinSet } = useQuery({ ...orpc.desk.kioskPinSet.queryOptions(), staleTime: 0 });
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (!event) return <ChooseLane />;
  const asks = again || pinSet === false;
  const fits = /^\d{4,12}$/.test(pin);
  const start = (submit: SubmitEvent) => {
    submit.preventDefault();
    client.desk.startKiosk({ pin: asks ? pin : null }).then(
      () => go('door'),
      (error: unknown) => setProblem(refusalText(error)),
    );
  };
  return (
    <form className={classes.page} onSubmit={start} data-testid="kiosk-start">
      <IconDeviceTablet size={56} stroke={1.4} aria-hidden="true" />
      <h1 className={classes.title}>{t('kiosk.startTitle')}</h1>
      <p className={classes.text}>{t('kiosk.startHint', { event: text(event.title, event.titleEn) })}</p>
      <ul className={classes.list}>
        <li>{t('kiosk.rule.screen')}</li>
        <li>{t('kiosk.rule.name')}</li>
        <li>{t('kiosk.rule.pin')}</li>
      </ul>
      {asks ? (
        <PasswordInput
          className={classes.field ?? ''}
          size="lg"
          label={t('kiosk.pinChoose')}
          description={t('kiosk.pinRule')}
          inputMode="numeric"
          maxLength={12}
          value={pin}
          onChange={(change) => setPin(change.currentTarget.value.replace(/\D/g, ''))}
          data-testid="kiosk-pin"
        />
      ) : (
        <p className={classes.text}>
          {t('kiosk.pinIsSet')}{' '}
          <Button variant="subtle" onClick={() => setAgain(true)}>
            {t('kiosk.pinAnew')}
          </Button>
        </p>
      )}
      {problem && (
        <p className={classes.text} role="alert">
          {problem}
        </p>
      )}
      <div className={classes.buttons}>
        <Button size="lg" variant="default" onClick={() => go('door')}>
          {t('desk.backToLane')}
        </Button>
        <Button
          size="lg"
          type="submit"
          disabled={pinSet === undefined || (asks && !fits)}
          data-testid="kiosk-begin"
        >
          {t('kiosk.start')}
        </Button>
      </div>
    </form>
  );
}
