import { Button } from '@mantine/core';
import { IconChartBar, IconDevices, IconScale } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StationsPage } from '../stations/StationsPage';
import { go } from '../ui/route';
import { BackupCard } from './BackupCard';
import { DeedCard } from './DeedCard';
import { EventTable } from './EventTable';
import { EventPage } from './events/EventPage';
import { FinishCard } from './FinishCard';
import { JournalCard } from './JournalCard';
import { NumbersPage } from './numbers/NumbersPage';
import { PassphraseCard } from './PassphraseCard';
import { PinCard } from './PinCard';
import { ProgramNames } from './ProgramNames';
import classes from './ProgramPage.module.css';
import { RehearsalCard } from './RehearsalCard';
import { RoleCard } from './RoleCard';
import { RulesPage } from './RulesPage';
import { ShownCard } from './ShownCard';
import { SupportCard } from './SupportCard';

/**
 * The program itself: its names and file, its rehearsal, its events; under it its tracks and rules. `#/program/backup` and
 * `#/program/journal` show that card.
 */
export function ProgramPage({ rest }: { readonly rest: readonly string[] }) {
  const { t } = useTranslation();
  if (rest[0] === 'rules') return <RulesPage />;
  if (rest[0] === 'stations') return <StationsPage />;
  if (rest[0] === 'numbers') return <NumbersPage />;
  if (rest[0] === 'event') return <EventPage asked={rest[1]} />;
  return (
    <div className={classes.page}>
      <div className={classes.pageHead}>
        <h1 className={classes.title}>{t('program.title')}</h1>
        <div className={classes.pageLinks}>
          <Button
            variant="default"
            leftSection={<IconDevices size={20} />}
            onClick={() => go('program', 'stations')}
            data-testid="open-stations"
          >
            {t('stations.open')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconChartBar size={20} />}
            onClick={() => go('program', 'numbers')}
            data-testid="open-numbers"
          >
            {t('numbers.open')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconScale size={20} />}
            onClick={() => go('program', 'rules')}
            data-testid="open-rules"
          >
            {t('rules.open')}
          </Button>
        </div>
      </div>
      <div className={classes.cards}>
        <ProgramNames />
        <RehearsalCard />
      </div>
      <ShownCard asked={rest[0] === 'backup'}>
        <BackupCard />
      </ShownCard>
      <div className={classes.cards}>
        <ShownCard asked={rest[0] === 'journal'}>
          <JournalCard start={rest[0] === 'journal'} />
        </ShownCard>
        <PinCard />
      </div>
      <RoleCard />
      <PassphraseCard />
      <EventTable />
      <DeedCard />
      <SupportCard />
      <FinishCard />
    </div>
  );
}
