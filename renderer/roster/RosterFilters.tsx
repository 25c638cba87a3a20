import { CloseButton, Select, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './RosterPage.module.css';
import type { Filters } from './rosterFilter';

interface Props {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
  /** An event is chosen: who has arrived can be asked for. */
  readonly withPresence: boolean;
  readonly found: number;
}

/** The search and the three filters over the list of people. */
export function RosterFilters({ filters, onChange, withPresence, found }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.filters}>
      <TextInput
        className={classes.search ?? ''}
        size="md"
        leftSection={<IconSearch size={20} />}
        aria-label={t('people.searchLabel')}
        placeholder={t('people.search')}
        value={filters.text}
        onChange={(event) => onChange({ ...filters, text: event.currentTarget.value })}
        rightSection={
          filters.text !== '' && (
            <CloseButton
              size="lg"
              aria-label={t('people.clear')}
              onClick={() => onChange({ ...filters, text: '' })}
            />
          )
        }
        data-testid="people-search"
      />
      <Choice
        label={t('people.filter.role')}
        any={t('people.anyRole')}
        values={['participants', 'castOnly']}
        value={filters.role}
        onChange={(role) => onChange({ ...filters, role })}
        testId="people-role"
      />
      <Choice
        label={t('people.filter.complete')}
        any={t('people.anyCompletion')}
        values={['completeOnly', 'incompleteOnly']}
        value={filters.complete}
        onChange={(complete) => onChange({ ...filters, complete })}
        testId="people-complete"
      />
      {withPresence && (
        <Choice
          label={t('people.filter.present')}
          any={t('people.anyArrival')}
          values={['presentOnly', 'absentOnly']}
          value={filters.present}
          onChange={(present) => onChange({ ...filters, present })}
          testId="people-present"
        />
      )}
      <Text c="dimmed" className={classes.found ?? ''} role="status" data-testid="people-found">
        {t('people.found', { number: found })}
      </Text>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly any: string;
  readonly values: readonly T[];
  readonly value: T | null;
  readonly onChange: (value: T | null) => void;
  readonly testId: string;
}

function Choice<T extends string>({ label, any, values, value, onChange, testId }: ChoiceProps<T>) {
  const { t } = useTranslation();
  const name = (each: string) => t(`people.${each}`);
  return (
    <Select
      aria-label={label}
      size="md"
      w={148}
      allowDeselect={false}
      value={value ?? ''}
      onChange={(chosen) => onChange(values.find((each) => each === chosen) ?? null)}
      data={[
        { value: '', label: any },
        ...values.map((each) => ({ value: String(each), label: name(each) })),
      ]}
      data-testid={testId}
    />
  );
}
