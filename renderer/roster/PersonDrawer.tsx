import { Alert, Badge, Button, Drawer, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendeeId, EventId } from '../../shared/contract/ids';
import type { PersonDetail } from '../../shared/contract/roster';
import { orpc } from '../client';
import { useBilingual } from '../ui/i18n';
import { useTimeFormat } from '../ui/time';
import { DecisionCard } from './DecisionCard';
import classes from './PersonDrawer.module.css';
import { PersonEditForm } from './PersonEditForm';
import { PersonHistory } from './PersonHistory';
import { PersonPrivacy } from './PersonPrivacy';
import { resultBesides } from './resultBesides';

interface Props {
  /** Null: closed. */
  readonly id: AttendeeId | null;
  readonly eventId: EventId | null;
  readonly onClose: () => void;
}

/** All that is known of one person, with why they complete or not. */
export function PersonDrawer({ id, eventId, onClose }: Props) {
  const { t } = useTranslation();
  const { data: person } = useQuery(
    orpc.roster.get.queryOptions({
      input: id === null ? skipToken : { id, eventId },
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      classNames={{ content: classes.panel ?? '', header: classes.panel ?? '' }}
      size={440}
      title={person ? t(`people.role.${person.role}`) : ''}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
      data-testid="person-detail"
    >
      {person && <Details key={person.id} person={person} />}
    </Drawer>
  );
}

function Details({ person }: { readonly person: PersonDetail }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const facts = [
    ['people.column.affiliation', person.affiliation || person.title],
    ['people.reading', person.reading],
    ['people.email', person.email],
    ['people.phone', person.phone],
    ['people.column.team', person.team],
  ] as const;
  return (
    <div className={classes.details}>
      <div>
        <h2 className={classes.name}>{person.name}</h2>
        {person.nameLatin !== person.name && (
          <Text size="lg" c="dimmed">
            {person.nameLatin}
          </Text>
        )}
        {person.sharesName && (
          <Text mt="xs" size="sm" className={classes.shared ?? ''}>
            {t('people.sharesNameHint')}
          </Text>
        )}
        {person.tags.length > 0 && (
          <div className={classes.tags}>
            {person.tags.map((tag) => (
              <Badge key={tag} variant="light" size="lg" className={classes.badge ?? ''}>
                {tag}
              </Badge>
            ))}
          </div>
        )}
      </div>
      {person.attention !== '' && (
        <Alert color="orange" title={t('people.more.attention')}>
          {person.attention}
        </Alert>
      )}
      {editing ? (
        <PersonEditForm person={person} onDone={() => setEditing(false)} />
      ) : (
        <Button
          variant="default"
          leftSection={<IconPencil size={18} />}
          onClick={() => setEditing(true)}
          data-testid="person-edit"
        >
          {t('people.more.edit')}
        </Button>
      )}
      <Why person={person} />
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([key, value]) => (
            <div key={key} className={classes.fact}>
              <dt>{t(key)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Events person={person} />
      <PersonHistory history={person.history} />
      <PersonPrivacy key={person.id} id={person.id} name={person.name} />
    </div>
  );
}

function Why({ person }: { readonly person: PersonDetail }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { eligibility } = person;
  if (!eligibility) return <Text c="dimmed">{t('people.castHint')}</Text>;
  const nothing = () => '';
  return (
    <>
      <DecisionCard
        attendeeId={person.id}
        ruleId="completion"
        title={t(eligibility.eligible ? 'people.whyComplete' : 'people.whyIncomplete')}
        met={eligibility.eligible}
        asks={eligibility.asks}
        findings={eligibility.findings}
        override={eligibility.override}
        extra={(finding) => resultBesides(t, person.byTrack, finding)}
        testid="person-why"
      />
      {person.honours.length > 0 && (
        <section className={classes.honours}>
          <Text fw={700}>{t('people.more.honours')}</Text>
          {person.honours.map((honour) => (
            <DecisionCard
              key={honour.ruleId}
              attendeeId={person.id}
              ruleId={honour.ruleId}
              title={`${honour.met ? '★' : '☆'} ${text(honour.title, honour.titleEn)}`}
              met={honour.met}
              asks={honour.asks}
              findings={honour.findings}
              override={honour.override}
              extra={nothing}
              testid={`honour-${honour.ruleId}`}
            />
          ))}
        </section>
      )}
    </>
  );
}

function Events({ person }: { readonly person: PersonDetail }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { shortDay, time } = useTimeFormat();
  return (
    <section>
      <Text fw={700} mb="xs">
        {t('people.eventsOf')}
      </Text>
      {person.events.length === 0 && <Text c="dimmed">{t('people.noEvents')}</Text>}
      <ul className={classes.events}>
        {person.events.map((event) => (
          <li key={event.eventId} className={classes.event}>
            <div>
              <Text>{text(event.title, event.titleEn)}</Text>
              <Text size="sm" c="dimmed">
                {shortDay(event.startsAt)}
              </Text>
            </div>
            <Badge variant="light" size="lg" color="gray" className={classes.badge ?? ''}>
              {event.presentAt !== null
                ? t('people.arrivedAt', { time: time(event.presentAt) })
                : event.invitation !== null
                  ? t(`people.invitation.${event.invitation}`)
                  : t(`people.answer.${event.answer ?? 'undecided'}`)}
            </Badge>
          </li>
        ))}
      </ul>
    </section>
  );
}
