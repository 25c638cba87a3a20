import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../shared/contract/events';
import { orpc } from '../client';
import { useBilingual } from '../ui/i18n';
import { useTimeFormat } from '../ui/time';
import classes from './Conflicts.module.css';

/** Who was let in by a door that did not know what another one had done: both rows stay, and somebody looks into it. */
export function Conflicts({ event }: { readonly event: EventSummary }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { time } = useTimeFormat(event.zone);
  const { data } = useQuery(
    orpc.stations.conflicts.experimental_liveOptions({ input: { eventId: event.id } }),
  );
  if (!data || data.length === 0) return null;
  return (
    <section className={classes.box} aria-label={t('stations.conflicts.title')} data-testid="conflicts">
      <h3 className={classes.title}>
        <IconArrowsSplit2 size={18} aria-hidden="true" />
        {t('stations.conflicts.count', { count: data.length })}
      </h3>
      <ul className={classes.list}>
        {data.map(({ id, kind, person, at, door, before }) => (
          <li key={id}>
            <strong>{text(person.name, person.nameLatin) || t('stations.conflicts.erased')}</strong>{' '}
            {t(`stations.conflicts.${kind}`, {
              time: time(at),
              door,
              beforeTime: before ? time(before.at) : '',
              beforeDoor: before?.door ?? '',
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
