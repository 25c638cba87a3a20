import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconKeyboard } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DoorDesk.module.css';
import { diagnose, type HeardKey } from './keyboardDiagnosis';

/** A pause of so long (ms) parts one scan from the next. */
const pause = 600;
const modifiers = new Set([
  'ShiftLeft',
  'ShiftRight',
  'CapsLock',
  'ControlLeft',
  'ControlRight',
  'AltLeft',
  'AltRight',
]);

/** What a keyboard scanner sends, key by key, and what is to be mended. */
export function KeyboardTest() {
  const { t } = useTranslation();
  const [keys, setKeys] = useState<readonly HeardKey[]>([]);
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      const { code, key, timeStamp: at } = event;
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || modifiers.has(code)) return;
      // Tab, Enter and Space move about the page unless they end or belong to a scan.
      const next = { code, key, at, capsLock: event.getModifierState('CapsLock') };
      setKeys((before) => {
        const last = before.at(-1);
        return last && at - last.at < pause ? [...before, next] : [next];
      });
      if (/^(?:Key|Digit|Numpad\d|Minus)/.test(code)) event.preventDefault();
    };
    window.addEventListener('keydown', heard, true);
    return () => window.removeEventListener('keydown', heard, true);
  }, []);
  const diagnosis = diagnose(keys);
  return (
    <section className={classes.card} data-testid="keyboard-test">
      <h2 className={classes.sub}>{t('selftest.keyboard')}</h2>
      {diagnosis ? (
        <>
          {diagnosis.findings.map((finding) => (
            <p
              key={finding}
              className={classes.finding}
              role="status"
              data-testid="finding"
              data-finding={finding}
            >
              {finding === 'good' ? (
                <IconCircleCheck size={24} aria-hidden="true" />
              ) : (
                <IconAlertTriangle size={24} aria-hidden="true" />
              )}
              {t(`selftest.finding.${finding}`)}
            </p>
          ))}
          <dl className={classes.facts}>
            <dt>{t('selftest.readAs')}</dt>
            <dd data-testid="keyboard-code">{diagnosis.text}</dd>
            <dt>{t('selftest.pace')}</dt>
            <dd>{t('selftest.paceMs', { ms: diagnosis.pace.toFixed(1) })}</dd>
          </dl>
        </>
      ) : (
        <p className={classes.finding} role="status">
          <IconKeyboard size={24} aria-hidden="true" />
          {t('selftest.keyboardHint')}
        </p>
      )}
      <div className={classes.keysRow} aria-hidden="true">
        {keys.map(({ code, key, at }, i) => (
          <span key={`${at} ${code}`} className={classes.keyCap}>
            <span>{code || '?'}</span>
            <small>
              {key} · {i === 0 ? 0 : Math.round(at - (keys[i - 1]?.at ?? at))} ms
            </small>
          </span>
        ))}
      </div>
      {keys.length > 0 && (
        <Button variant="subtle" onClick={() => setKeys([])}>
          {t('selftest.clear')}
        </Button>
      )}
    </section>
  );
}
