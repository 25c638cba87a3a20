import { Button, Group, Text, TextInput } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleX,
  IconQrcode,
} from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandoverAnswer } from '../../shared/contract/handover';
import { assertNever } from '../../shared/domain/assertNever';
import { useScanTarget } from '../checkin/scanner';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import { useTimeFormat } from '../ui/time';
import classes from './HandoverDesk.module.css';
import { Leftovers } from './Leftovers';

/** The desk at which certificates are given out: a scan writes down who took which, and when. */
export function HandoverDesk() {
  const { t } = useTranslation();
  const onError = useShowRefusal();
  const { data: counts } = useQuery(orpc.handover.counts.queryOptions());
  const [takenBy, setTakenBy] = useState('');
  const [answer, setAnswer] = useState<HandoverAnswer>();
  const onSuccess = (said: HandoverAnswer) => {
    setAnswer(said);
    if (said.kind === 'handed') setTakenBy('');
  };
  const read = useMutation(orpc.handover.read.mutationOptions({ onError, onSuccess }));
  const give = useMutation(orpc.handover.give.mutationOptions({ onError, onSuccess }));
  const undo = useMutation(
    orpc.handover.undo.mutationOptions({ onError, onSuccess: () => setAnswer(undefined) }),
  );
  useScanTarget((code) => read.mutate({ code, takenBy }));
  return (
    <div className={classes.desk}>
      <div className={classes.side}>
        <Group justify="space-between" wrap="nowrap">
          <span className={classes.counts} data-testid="handover-counts">
            {t('handover.counts', { taken: counts?.taken ?? 0, all: counts?.all ?? 0 })}
          </span>
          <TextInput
            size="md"
            w={280}
            aria-label={t('handover.takenBy')}
            leftSection={<Text size="sm">{t('handover.takenBy')}</Text>}
            leftSectionWidth={112}
            placeholder={t('handover.takenByPlaceholder')}
            value={takenBy}
            onChange={({ currentTarget }) => setTakenBy(currentTarget.value)}
            data-testid="handover-taken-by"
          />
        </Group>
        <Answer answer={answer} />
        {answer?.kind === 'handed' && (
          <Button
            variant="default"
            size="lg"
            leftSection={<IconArrowBackUp size={20} aria-hidden="true" />}
            onClick={() => undo.mutate({ numbers: answer.certificates.map(({ number }) => number) })}
            data-testid="handover-undo"
          >
            {t('handover.undo')}
          </Button>
        )}
      </div>
      <div className={classes.side}>
        <Leftovers
          issued={(counts?.all ?? 0) > 0}
          give={(number) => give.mutate({ number, takenBy })}
          giving={give.isPending}
        />
      </div>
    </div>
  );
}

function Answer({ answer }: { readonly answer: HandoverAnswer | undefined }) {
  const { t } = useTranslation();
  const { time } = useTimeFormat();
  if (!answer) {
    return (
      <div className={classes.answer} data-testid="handover-answer" data-kind="waiting">
        <IconQrcode size={72} stroke={1.2} aria-hidden="true" />
        <span className={classes.what}>{t('handover.scan')}</span>
        <Text c="dimmed" maw={440}>
          {t('handover.scanHint')}
        </Text>
      </div>
    );
  }
  const say = (): { readonly whose: string; readonly serials: string; readonly sentence: string } => {
    switch (answer.kind) {
      case 'handed':
      case 'already': {
        const [first] = answer.certificates;
        const sentence = t(`handover.say.${answer.kind}`, {
          time: first ? time(first.at) : '',
          who: first?.takenBy || t('handover.self'),
        });
        const serials = answer.certificates.map(({ serial }) => `No. ${serial}`).join(' · ');
        return { whose: first?.name ?? '', serials, sentence };
      }
      case 'revoked':
        return {
          whose: answer.name,
          serials: `No. ${answer.serial}`,
          sentence: answer.replacedBy
            ? t('handover.say.revoked', { serial: answer.replacedBy })
            : t('handover.say.revokedNone'),
        };
      case 'none':
      case 'stopped':
        return { whose: answer.name, serials: '', sentence: t(`handover.say.${answer.kind}`) };
      case 'forged':
      case 'unknown':
        return { whose: '', serials: '', sentence: t(`handover.say.${answer.kind}`) };
      default:
        return assertNever(answer);
    }
  };
  const { whose, serials, sentence } = say();
  const Icon =
    answer.kind === 'handed'
      ? IconCircleCheck
      : answer.kind === 'revoked' || answer.kind === 'forged' || answer.kind === 'stopped'
        ? IconCircleX
        : IconAlertTriangle;
  return (
    <div className={classes.answer} role="status" data-testid="handover-answer" data-kind={answer.kind}>
      <Icon size={96} stroke={1.4} aria-hidden="true" />
      <span className={classes.what}>{t(`handover.answer.${answer.kind}`)}</span>
      {whose !== '' && <bdi className={classes.whose}>{whose}</bdi>}
      {serials !== '' && <Text size="lg">{serials}</Text>}
      <Text size="lg">{sentence}</Text>
    </div>
  );
}
