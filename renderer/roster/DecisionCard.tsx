import { Badge, Button, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { AttendeeId } from '../../shared/contract/ids';
import type { Override } from '../../shared/contract/roster';
import type { Asks } from '../../shared/domain/eligibility';
import { asksText } from '../../shared/domain/explain';
import { orpc } from '../client';
import { useProgram } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import classes from './PersonDrawer.module.css';
import { type Finding, useFindingText } from './useFindingText';

interface Props {
  readonly attendeeId: AttendeeId;
  readonly ruleId: string;
  readonly title: string;
  readonly met: boolean;
  readonly asks: Asks;
  readonly findings: readonly Finding[];
  readonly override: z.infer<typeof Override> | null;
  /** What a finding's result says besides. */
  readonly extra: (finding: Finding) => string;
  readonly testid: string;
}

/**
 * A rule's decision on a person: what it asks, with the sentence for each requirement; where somebody decided otherwise, who
 * and why.
 */
export function DecisionCard(props: Props) {
  const { attendeeId, ruleId, title, met, asks, findings, override, extra, testid } = props;
  const { t } = useTranslation();
  const text = useFindingText();
  const [open, setOpen] = useState(false);
  const showRefusal = useShowRefusal();
  const asked = asksText(t, { asks, findings });
  const clear = useMutation(orpc.rules.override.mutationOptions({ onError: showRefusal }));
  return (
    <section className={classes.why} data-complete={met || undefined} data-testid={testid}>
      <div className={classes.whyHead}>
        <Text fw={700} size="lg">
          {title}
        </Text>
        {override && (
          <Badge variant="light" color="orange" size="lg" className={classes.badge ?? ''}>
            {t('people.more.overridden')}
          </Badge>
        )}
      </div>
      {override && (
        <Text mt="xs" data-testid="override-shown">
          {t(`people.whyOverride.${override.met ? 'met' : 'unmet'}`, {
            by: override.by,
            reason: override.reason,
          })}
        </Text>
      )}
      {asked !== '' && <Text mt="xs">{asked}</Text>}
      <ul className={classes.findings}>
        {findings.map((finding, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule may ask the same twice; their place is what they are
          <FindingLine key={i} met={finding.met} extra={extra(finding)}>
            {text(finding)}
          </FindingLine>
        ))}
      </ul>
      {open ? (
        <OverrideForm attendeeId={attendeeId} ruleId={ruleId} met={!met} onDone={() => setOpen(false)} />
      ) : override ? (
        <Button
          mt="sm"
          variant="default"
          onClick={() => clear.mutate({ ruleId, attendeeId, decided: null })}
          data-testid={`override-clear-${ruleId}`}
        >
          {t('people.more.overrideClear')}
        </Button>
      ) : (
        <Button
          mt="sm"
          variant="default"
          onClick={() => setOpen(true)}
          data-testid={`override-open-${ruleId}`}
        >
          {t('people.more.overrideOpen')}
        </Button>
      )}
    </section>
  );
}

function FindingLine({
  met,
  extra,
  children,
}: {
  readonly met: boolean;
  readonly extra: string;
  readonly children: ReactNode;
}) {
  const Icon = met ? IconCircleCheckFilled : IconCircleDashed;
  return (
    <li className={classes.finding} data-met={met || undefined}>
      <Icon size={22} aria-hidden="true" />
      <span>
        {children}
        {extra !== '' && (
          <Text span size="sm" c="dimmed" display="block">
            {extra}
          </Text>
        )}
      </span>
    </li>
  );
}

function OverrideForm({
  attendeeId,
  ruleId,
  met,
  onDone,
}: {
  readonly attendeeId: AttendeeId;
  readonly ruleId: string;
  readonly met: boolean;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const { operator } = useProgram();
  const showRefusal = useShowRefusal();
  const [granted, setGranted] = useState(met);
  const [reason, setReason] = useState('');
  const [by, setBy] = useState(operator);
  const decide = useMutation(
    orpc.rules.override.mutationOptions({ onError: showRefusal, onSuccess: onDone }),
  );
  return (
    <form
      className={classes.override}
      onSubmit={(event) => {
        event.preventDefault();
        decide.mutate({ ruleId, attendeeId, decided: { met: granted, reason, by } });
      }}
    >
      <SegmentedControl
        value={granted ? 'grant' : 'refuse'}
        onChange={(value) => setGranted(value === 'grant')}
        data={[
          { value: 'grant', label: t('people.more.overrideGrant') },
          { value: 'refuse', label: t('people.more.overrideRefuse') },
        ]}
      />
      <TextInput
        label={t('people.more.overrideReason')}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
        maxLength={500}
        data-autofocus
        data-testid="override-reason"
      />
      <TextInput
        label={t('people.more.overrideBy')}
        value={by}
        onChange={(e) => setBy(e.currentTarget.value)}
        maxLength={60}
        data-testid="override-by"
      />
      <div className={classes.buttons}>
        <Button
          type="submit"
          disabled={reason.trim() === '' || by.trim() === ''}
          loading={decide.isPending}
          data-testid="override-save"
        >
          {t('common.save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
