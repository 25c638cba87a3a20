import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../../shared/contract/events';
import type { TemplateKind } from '../../../shared/domain/certificateTemplate';
import { client } from '../../client';
import { useLanguage } from '../../ui/i18n';
import { useShowRefusal } from '../../ui/refusal';

/** Makes the proof sheet: the ten riskiest as a PDF. */
export function ProofKey({
  event,
  kind,
  disabled,
}: {
  readonly event: EventSummary;
  readonly kind: TemplateKind;
  readonly disabled: boolean;
}) {
  const { t } = useTranslation();
  const refused = useShowRefusal();
  const language = useLanguage();
  const [running, setRunning] = useState(false);
  const make = async () => {
    setRunning(true);
    try {
      for await (const step of await client.templates.proof({ eventId: event.id, kind, language })) {
        if (step.kind === 'done' && step.document !== null) {
          notifications.show({
            message: (
              <span data-testid="proof-saved">{t('preflight.proofSaved', { file: step.document })}</span>
            ),
            autoClose: 12_000,
          });
        }
      }
    } catch (error) {
      refused(error);
    } finally {
      setRunning(false);
    }
  };
  return (
    <Button
      leftSection={<IconPrinter size={18} aria-hidden="true" />}
      loading={running}
      disabled={disabled}
      onClick={() => void make()}
      data-testid="make-proof"
    >
      {t('preflight.proof')}
    </Button>
  );
}
