import { Button, CloseButton, Popover, Select, Text, TextInput } from '@mantine/core';
import { IconFilter, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventId } from '../../shared/contract/ids';
import { EventStanding, RoleFilter } from '../../shared/contract/rosterView';
import { orpc } from '../client';
import { useBilingual } from '../ui/i18n';
import { ColumnMenu } from './ColumnMenu';
import classes from './RosterPage.module.css';
import type { RosterView } from './useRosterView';
import { ViewMenu } from './ViewMenu';

interface Props {
  readonly view: RosterView;
  /** Of which it can be asked who has arrived, and how people stand to it. */
  readonly eventId: EventId | null;
  readonly found: number;
}

/** The search and the filters over the list of people, its columns, and the lists that were kept. */
export function RosterFilters({ view, eventId, found }: Props) {
  const { t } = useTranslation();
  const withEvent = eventId !== null;
  const { text, filter, type, narrow } = view;
  return (
    <div className={classes.filters}>
      <TextInput
        className={classes.search ?? ''}
        size="md"
        leftSection={<IconSearch size={20} />}
        aria-label={t('people.searchLabel')}
        placeholder={t('people.search')}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        rightSection={
          text !== '' && <CloseButton size="lg" aria-label={t('people.clear')} onClick={() => type('')} />
        }
        data-testid="people-search"
      />
      <Choice
        label={t('people.filter.complete')}
        any={t('people.anyCompletion')}
        values={[
          { value: 'completeOnly', label: t('people.completeOnly') },
          { value: 'incompleteOnly', label: t('people.incompleteOnly') },
        ]}
        value={filter.complete}
        onChange={(complete) => narrow({ complete })}
        testId="people-complete"
      />
      {withEvent && (
        <Choice
          label={t('people.filter.present')}
          any={t('people.anyArrival')}
          values={[
            { value: 'presentOnly', label: t('people.presentOnly') },
            { value: 'absentOnly', label: t('people.absentOnly') },
          ]}
          value={filter.present}
          onChange={(present) => narrow({ present })}
          testId="people-present"
        />
      )}
      <More view={view} withEvent={withEvent} />
      <ColumnMenu view={view} />
      <ViewMenu view={view} eventId={eventId} />
      <Text c="dimmed" className={classes.found ?? ''} role="status" data-testid="people-found">
        {t('people.found', { number: found })}
      </Text>
    </div>
  );
}

/** The rarer filters, with how many of them are set. */
function More({
  view: { filter, narrow },
  withEvent,
}: Pick<Props, 'view'> & { readonly withEvent: boolean }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const [opened, setOpened] = useState(false);
  const { data: tags = [] } = useQuery(orpc.roster.tags.queryOptions({ enabled: opened }));
  const { data: rules } = useQuery(orpc.rules.list.queryOptions({ enabled: opened }));
  const set = [filter.role, filter.standing, filter.tag, filter.track].filter(
    (value) => value !== null,
  ).length;
  return (
    <Popover position="bottom-end" width={320} shadow="md" opened={opened} onChange={setOpened}>
      <Popover.Target>
        <Button
          variant={set > 0 ? 'light' : 'default'}
          leftSection={<IconFilter size={18} />}
          className={classes.tool ?? ''}
          onClick={() => setOpened(!opened)}
          data-testid="people-more"
        >
          {set > 0 ? t('people.moreFiltersSet', { number: set }) : t('people.moreFilters')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown ?? ''}>
        <Choice
          wide
          label={t('people.filter.role')}
          any={t('people.anyRole')}
          values={RoleFilter.options.map((role) => ({
            value: role,
            label:
              role === 'participants' || role === 'castOnly'
                ? t(`people.${role}`)
                : t(`people.onlyRole.${role}`),
          }))}
          value={filter.role}
          onChange={(role) => narrow({ role })}
          testId="people-role"
        />
        <Choice
          wide
          label={t('people.filter.tag')}
          any={t('people.anyTag')}
          values={tags.map((tag) => ({ value: tag, label: tag }))}
          value={filter.tag}
          onChange={(tag) => narrow({ tag })}
          testId="people-tag"
        />
        <Choice
          wide
          label={t('people.filter.track')}
          any={t('people.anyTrack')}
          values={(rules?.tracks ?? [])
            .filter(({ kind }) => kind !== 'attendance')
            .map(({ id, title, titleEn }) => ({
              value: id,
              label: t('people.withResult', { track: text(title, titleEn) }),
            }))}
          value={filter.track}
          onChange={(track) => narrow({ track })}
          testId="people-track"
        />
        {withEvent && (
          <Choice
            wide
            label={t('people.filter.standing')}
            any={t('people.anyStanding')}
            values={EventStanding.options.map((standing) => ({
              value: standing,
              label: t(`people.standing.${standing}`),
            }))}
            value={filter.standing}
            onChange={(standing) => narrow({ standing })}
            testId="people-standing"
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly any: string;
  readonly values: readonly { readonly value: T; readonly label: string }[];
  readonly value: T | null;
  readonly onChange: (value: T | null) => void;
  readonly testId: string;
  readonly wide?: boolean;
}

function Choice<T extends string>({ label, any, values, value, onChange, testId, wide }: ChoiceProps<T>) {
  return (
    <Select
      aria-label={label}
      size="md"
      {...(wide ? { label, comboboxProps: { withinPortal: false } } : { w: 148 })}
      allowDeselect={false}
      value={value ?? ''}
      onChange={(chosen) => onChange(values.find((each) => each.value === chosen)?.value ?? null)}
      data={[
        { value: '', label: any },
        ...values.map((each) => ({ value: String(each.value), label: each.label })),
      ]}
      data-testid={testId}
    />
  );
}
