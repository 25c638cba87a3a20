import { Button, Text } from '@mantine/core';
import { IconUserSearch, IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { go } from '../ui/route';
import classes from './RosterPage.module.css';

/** A program without anybody: what to do first. */
export function EmptyRoster() {
  const { t } = useTranslation();
  return (
    <div className={classes.empty} data-testid="people-empty">
      <IconUsersGroup size={72} stroke={1.2} className={classes.emptyIcon ?? ''} aria-hidden="true" />
      <h1 className={classes.emptyTitle}>{t('people.emptyTitle')}</h1>
      <Text c="dimmed" size="lg">
        {t('people.emptyHint')}
      </Text>
      <Button size="lg" mt="lg" onClick={() => go('people', 'import')} data-testid="people-empty-import">
        {t('people.import')}
      </Button>
    </div>
  );
}

/** The search and the filters leave nobody. */
export function NobodyFound({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.empty} data-testid="people-none">
      <IconUserSearch size={56} stroke={1.3} className={classes.emptyIcon ?? ''} aria-hidden="true" />
      <h2 className={classes.emptyTitle}>{t('people.noneTitle')}</h2>
      <Text c="dimmed">{t('people.noneHint')}</Text>
      <Button variant="default" mt="lg" onClick={onClear} data-testid="people-clear">
        {t('people.clearFilters')}
      </Button>
    </div>
  );
}
