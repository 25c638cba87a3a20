import { ActionIcon, Checkbox, Popover, Stack, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { RosterColumn } from '../../shared/contract/rosterView';
import classes from './RosterPage.module.css';
import type { RosterView } from './useRosterView';

/** Which columns the list has beside the name. */
export function ColumnMenu({ view: { columns, choose } }: { readonly view: RosterView }) {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-end" shadow="md">
      <Popover.Target>
        <Tooltip label={t('people.columns')}>
          <ActionIcon
            variant="default"
            size={44}
            aria-label={t('people.columns')}
            data-testid="people-columns"
          >
            <IconColumns3 size={20} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown ?? ''}>
        <Checkbox.Group
          value={[...columns]}
          onChange={(chosen) => choose(RosterColumn.options.filter((column) => chosen.includes(column)))}
          label={t('people.columns')}
        >
          <Stack gap="sm" mt="sm">
            {RosterColumn.options.map((column) => (
              <Checkbox
                key={column}
                value={column}
                label={t(`people.column.${column}`)}
                data-testid={`column-${column}`}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}
