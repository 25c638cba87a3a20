import { UnstyledButton } from '@mantine/core';
import { IconAward, IconDoorEnter, IconMicrophone2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../shared/contract/events';
import { client } from '../client';
import { useBilingual } from '../ui/i18n';
import { useShowRefusal } from '../ui/refusal';
import { go } from '../ui/route';
import { useNow, useTimeFormat } from '../ui/time';
import classes from './TodayPage.module.css';

const doors = [
  { job: 'door', icon: IconDoorEnter, testid: 'go-door' },
  { job: 'stage', icon: IconMicrophone2, testid: 'go-stage' },
  { job: 'certificates', icon: IconAward, testid: 'go-print' },
] as const;

function Count({ value, label }: { readonly value: number; readonly label: string }) {
  return (
    <div className={classes.count}>
      <span className={classes.number}>{value}</span>
      <span className={classes.label}>{label}</span>
    </div>
  );
}

/** The next event as one card: when, where, how many are in (`present`), and the three big doors into it. */
export function EventCard(props: { readonly event: EventSummary; readonly present: number }) {
  const { event, present } = props;
  const { t } = useTranslation();
  const text = useBilingual();
  const now = useNow(30_000);
  const showRefusal = useShowRefusal();
  const { day, time } = useTimeFormat(event.zone);
  const when = now > event.endsAt ? 'past' : now >= (event.doorsAt ?? event.startsAt) ? 'now' : 'next';
  const enter = (job: (typeof doors)[number]['job']) =>
    client.program
      .chooseEvent({ eventId: event.id })
      .then(() => go(job))
      .catch(showRefusal);
  return (
    <section className={classes.card} data-testid="today-card">
      <div className={classes.head}>
        <div>
          <p className={classes.kicker}>{t(`today.when.${when}`)}</p>
          <h1 className={classes.title}>{text(event.title, event.titleEn)}</h1>
          <p className={classes.where}>
            {day(event.startsAt)} {time(event.startsAt)}–{time(event.endsAt)}
            {event.doorsAt !== null && ` · ${t('today.doorsAt', { time: time(event.doorsAt) })}`}
            {event.venue !== '' && ` · ${event.venue}`}
          </p>
        </div>
        <div className={classes.counts}>
          <Count
            value={present}
            label={t(event.entry === 'once_a_day' ? 'today.presentToday' : 'today.present')}
          />
          <Count value={event.expected} label={t('today.expected')} />
        </div>
      </div>
      <div className={classes.doors}>
        {doors.map(({ job, icon: Icon, testid }) => (
          <UnstyledButton
            key={job}
            className={classes.door ?? ''}
            data-job={job}
            onClick={() => void enter(job)}
            data-testid={testid}
          >
            <Icon size={32} stroke={1.6} aria-hidden="true" />
            <span>
              <span className={classes.doorName}>{t(`today.go.${job}`)}</span>
              <br />
              <span className={classes.doorHint}>{t(`today.goHint.${job}`)}</span>
            </span>
          </UnstyledButton>
        ))}
      </div>
    </section>
  );
}
