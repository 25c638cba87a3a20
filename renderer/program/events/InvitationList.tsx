import { Alert, Badge, Button, NativeSelect, SegmentedControl, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventSummary, InvitationChange, Invited } from '../../../shared/contract/events';
import { InvitationStatus } from '../../../shared/contract/events';
import { holdsPlace } from '../../../shared/domain/waitingList';
import { client, orpc } from '../../client';
import { useBilingual } from '../../ui/i18n';
import { useShowRefusal } from '../../ui/refusal';
import { useTimeFormat } from '../../ui/time';
import classes from './EventPage.module.css';
import { InvitePicker } from './InvitePicker';
import { useUndoNotice } from './undoNotice';

const tabs = ['place', 'waiting', 'declined', 'answered'] as const;
type Tab = (typeof tabs)[number];

function tabOf({ status }: Invited): Tab {
  if (holdsPlace(status)) return 'place';
  return status === 'waiting' || status === 'declined' ? status : 'answered';
}

const step = 100;

/** Who is invited to an event and how each stands; whoever declines is followed by the first of the waiting list. */
export function InvitationList({ event }: { readonly event: EventSummary }) {
  const { t } = useTranslation();
  const onError = useShowRefusal();
  const say = useUndoNotice();
  const [tab, setTab] = useState<Tab>('place');
  const [most, setMost] = useState(step);
  const eventId = event.id;
  const { data: list } = useQuery(orpc.events.invitations.queryOptions({ input: { eventId } }));
  const change = useMutation(
    orpc.events.setInvitations.mutationOptions({
      onError,
      onSuccess: ({ movedUp, undo }) => {
        if (undo.length === 0) return;
        const people = undo.length - movedUp.length;
        const message =
          movedUp.length > 0
            ? t('events.invite.movedUp', { names: movedUp.slice(0, 5).join(', '), count: movedUp.length })
            : t('events.invite.changed', { count: people });
        say(message, () => client.events.setInvitations({ eventId, changes: undo, moveUp: 'nobody' }));
      },
    }),
  );
  if (!list) return null;
  const give = (changes: readonly InvitationChange[], moveUp: 'freed' | 'fill') =>
    change.mutate({ eventId, changes, moveUp });
  const counts = Object.fromEntries(
    tabs.map((each) => [each, list.filter((one) => tabOf(one) === each).length]),
  );
  const shown = list.filter((one) => tabOf(one) === tab);
  const taken = counts.place ?? 0;
  const free = event.capacity === null ? 0 : Math.min(event.capacity - taken, counts.waiting ?? 0);
  const clashing = list.filter(({ clashes }) => clashes.length > 0).length;
  return (
    <section className={classes.card} data-testid="invitations">
      <div className={classes.listHead}>
        <h2 className={classes.heading}>{t('events.invite.title')}</h2>
        <Text c="dimmed" data-testid="invitation-places">
          {event.capacity === null
            ? t('events.invite.taken', { taken })
            : t('events.invite.places', { taken, capacity: event.capacity })}
        </Text>
      </div>
      {clashing > 0 && (
        <Alert color="orange" icon={<IconAlertTriangle />} data-testid="invitation-clashes">
          {t('events.invite.clashing', { count: clashing })}
        </Alert>
      )}
      {free > 0 && (
        <Alert color="blue" data-testid="invitation-free">
          <div className={classes.offer}>
            {t('events.invite.free', { count: free })}
            <Button variant="light" onClick={() => give([], 'fill')} data-testid="invitation-fill">
              {t('events.invite.fill', { count: free })}
            </Button>
          </div>
        </Alert>
      )}
      <InvitePicker
        known={list}
        onInvite={(ids, status) =>
          give(
            ids.map((id) => ({ id, status })),
            'freed',
          )
        }
      />
      <SegmentedControl
        size="md"
        fullWidth
        aria-label={t('events.invite.show')}
        value={tab}
        onChange={(value) => {
          setTab(tabs.find((each) => each === value) ?? 'place');
          setMost(step);
        }}
        data={tabs.map((each) => ({
          value: each,
          label: t(`events.invite.tab.${each}`, { count: counts[each] }),
        }))}
        data-testid="invitation-tabs"
      />
      {shown.length === 0 && <Text c="dimmed">{t(`events.invite.none.${tab}`)}</Text>}
      <ul className={classes.people}>
        {shown.slice(0, most).map((person) => (
          <InvitedRow
            key={person.id}
            person={person}
            zone={event.zone}
            onStatus={(status) => give([{ id: person.id, status }], 'freed')}
          />
        ))}
      </ul>
      {shown.length > most && (
        <Button variant="subtle" onClick={() => setMost(most + step)}>
          {t('events.invite.more', { count: shown.length - most })}
        </Button>
      )}
    </section>
  );
}

interface RowProps {
  readonly person: Invited;
  readonly zone: string;
  readonly onStatus: (status: InvitationStatus | null) => void;
}

function InvitedRow({ person, zone, onStatus }: RowProps) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { shortDay, time } = useTimeFormat(zone);
  const [clash] = person.clashes;
  const more = [person.affiliation, person.team, person.phoneLast4].filter((each) => each !== '').join(' · ');
  return (
    <li className={classes.person} data-testid="invited" data-status={person.status ?? ''}>
      <span className={classes.place}>{person.place ?? ''}</span>
      <div className={classes.who}>
        <Text fw={600} truncate="end">
          {person.name}
        </Text>
        <Text size="sm" c="dimmed" truncate="end">
          {more}
        </Text>
      </div>
      {clash && (
        <Tooltip
          label={`${text(clash.title, clash.titleEn)} · ${shortDay(clash.startsAt)} ${time(clash.startsAt)}`}
        >
          <Badge
            size="lg"
            variant="light"
            color="orange"
            leftSection={<IconAlertTriangle size={14} />}
            className={classes.badge ?? ''}
            data-testid="invited-clash"
          >
            {t('events.invite.clash')}
          </Badge>
        </Tooltip>
      )}
      {person.presentAt !== null && (
        <Badge size="lg" variant="light" color="teal" className={classes.badge ?? ''}>
          {t('people.arrivedAt', { time: time(person.presentAt) })}
        </Badge>
      )}
      {person.status === null && (
        <Text size="sm" c="dimmed" className={classes.badge ?? ''}>
          {t(`people.answer.${person.answer ?? 'undecided'}`)}
        </Text>
      )}
      <NativeSelect
        size="md"
        aria-label={t('events.invite.statusOf', { name: person.name })}
        value={person.status ?? ''}
        onChange={(e) => onStatus(InvitationStatus.safeParse(e.currentTarget.value).data ?? null)}
        data={[
          {
            value: '',
            label: t(person.status === null ? 'events.invite.notListed' : 'events.invite.remove'),
          },
          ...InvitationStatus.options.map((status) => ({
            value: status,
            label: t(`people.invitation.${status}`),
          })),
        ]}
        className={classes.status ?? ''}
        data-testid="invited-status"
      />
    </li>
  );
}
