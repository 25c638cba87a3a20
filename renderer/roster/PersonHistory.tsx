import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../shared/contract/roster';
import { orpc } from '../client';
import { useBilingual } from '../ui/i18n';
import { useEvents } from '../ui/program';
import { useTimeFormat } from '../ui/time';
import { changedField, changedValue } from './historyWords';
import classes from './PersonDrawer.module.css';

const fields: Readonly<Record<string, string>> = {
  name: 'people.more.nameField',
  nameLatin: 'people.more.nameLatin',
  reading: 'people.reading',
  email: 'people.email',
  phone: 'people.phone',
  affiliation: 'people.column.affiliation',
  team: 'people.column.team',
  title: 'people.more.title',
  attention: 'people.more.attention',
};
const kinds = ['tag', 'role', 'invitation', 'track', 'override'] as const;

/** Every change of a person: when, who, what, from, to. */
export function PersonHistory({ history }: { readonly history: PersonDetail['history'] }) {
  const { t } = useTranslation();
  const { shortDay, time } = useTimeFormat();
  const titled = useTitles();
  const fieldName = (field: string) => {
    const { kind, of } = changedField(field);
    const known = kinds.find((one) => one === kind);
    const name = known ? t(`people.more.nameHistory.${known}`) : t(fields[kind] ?? 'people.more.edit');
    return of === '' ? name : `${name} · ${titled(of)}`;
  };
  const shown = (field: string, value: string) => changedValue(t, field, value);
  return (
    <section data-testid="person-history">
      <Text fw={700} mb="xs">
        {t('people.more.history')}
      </Text>
      {history.length === 0 && <Text c="dimmed">{t('people.more.noHistory')}</Text>}
      <ul className={classes.events}>
        {history.map((change, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a history only grows at its start and is read whole
          <li key={i}>
            <Text size="sm" c="dimmed">
              {shortDay(change.at)} {time(change.at)} · {change.by || t('people.more.organizer')}
            </Text>
            <Text className={classes.change ?? ''}>
              {fieldName(change.field)}: {shown(change.field, change.was)} →{' '}
              {shown(change.field, change.became)}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The history keeps Korean titles: of an event, a track or a rule that is still there, the one in the language on screen. */
function useTitles(): (korean: string) => string {
  const { data } = useQuery(orpc.rules.list.queryOptions());
  const events = useEvents();
  const text = useBilingual();
  return (korean) => {
    const known = [...events, ...(data?.tracks ?? []), ...(data?.rules ?? [])];
    const found = known.find(({ title }) => title === korean);
    return found ? text(found.title, found.titleEn) : korean;
  };
}
