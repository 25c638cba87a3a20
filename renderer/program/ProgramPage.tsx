import { useTranslation } from 'react-i18next';
import { BackupCard } from './BackupCard';
import { EventTable } from './EventTable';
import { JournalCard } from './JournalCard';
import { PinCard } from './PinCard';
import { ProgramNames } from './ProgramNames';
import classes from './ProgramPage.module.css';
import { RehearsalCard } from './RehearsalCard';

/** The program itself: its names and file, its rehearsal, its events. */
export function ProgramPage() {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{t('program.title')}</h1>
      <div className={classes.cards}>
        <ProgramNames />
        <RehearsalCard />
      </div>
      <BackupCard />
      <div className={classes.cards}>
        <JournalCard />
        <PinCard />
      </div>
      <EventTable />
    </div>
  );
}
