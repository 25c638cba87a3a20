import { Button, PasswordInput, Textarea } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from 'uuidv7';
import type { ScanResult } from '../../shared/contract/checkin';
import { ScanId } from '../../shared/contract/ids';
import { personOf } from '../../shared/domain/verdict';
import { client } from '../client';
import { useBilingual } from '../ui/i18n';
import { useProgram } from '../ui/program';
import { useRefusalText } from '../ui/refusal';
import { Panel } from './Panel';
import classes from './Panel.module.css';

/** A supervisor lets somebody in against a verdict: the PIN, and why. The journal says both. */
export function OverrulePanel({
  refused,
  onAdmitted,
  onClose,
}: {
  readonly refused: ScanResult;
  readonly onAdmitted: (result: ScanResult) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { door } = useProgram();
  const refusalText = useRefusalText();
  const [id] = useState(() => ScanId.parse(uuidv7()));
  const [pin, setPin] = useState('');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const person = personOf(refused.verdict);
  const ready = pin !== '' && reason.trim() !== '';

  const save = async () => {
    if (!ready || busy) return;
    setBusy(true);
    try {
      onAdmitted(await client.door.overrule({ id, scanId: refused.id, door, pin, reason }));
      onClose();
    } catch (error) {
      setPin('');
      setProblem(refusalText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title={t('door.overruleTitle')} onClose={onClose} onSubmit={save} testId="overrule">
      {person && (
        <div>
          <p className={classes.who}>{text(person.name, person.nameLatin)}</p>
          <p className={classes.line}>{t(`verdict.${refused.verdict.kind}.title`)}</p>
        </div>
      )}
      <Textarea
        size="lg"
        autoFocus
        required
        label={t('door.overruleReason')}
        maxLength={200}
        rows={2}
        value={reason}
        onChange={(change) => setReason(change.currentTarget.value)}
        data-testid="overrule-reason"
      />
      <PasswordInput
        size="lg"
        required
        label={t('door.supervisorPin')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        value={pin}
        onChange={(change) => {
          setPin(change.currentTarget.value.replace(/\D/g, ''));
          setProblem(undefined);
        }}
        data-testid="overrule-pin"
      />
      {problem && (
        <p className={classes.question} role="alert" data-testid="overrule-problem">
          {problem}
        </p>
      )}
      <div className={classes.foot}>
        <span className={classes.note}>{t('door.overruleHint')}</span>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          type="submit"
          disabled={!ready}
          loading={busy}
          leftSection={<IconShieldCheck size={20} aria-hidden="true" />}
          data-testid="overrule-save"
        >
          {t('door.overrule')}
        </Button>
      </div>
    </Panel>
  );
}
