import { useTranslation } from 'react-i18next';
import { useBilingual } from '../ui/i18n';
import { useChosenEvent } from '../ui/program';
import { ChooseLane } from './ChooseLane';
import { DeskHead } from './DeskHead';
import classes from './DoorDesk.module.css';
import { DoorListCard } from './DoorListCard';
import { PaperEntry } from './PaperEntry';

/** For when all else fails: lists on paper, and their ticks taken in afterwards. */
export function PaperPage() {
  const { t } = useTranslation();
  const text = useBilingual();
  const event = useChosenEvent();
  if (!event) return <ChooseLane />;
  return (
    <div className={classes.under}>
      <div className={classes.page} data-testid="paper">
        <DeskHead title={t('paper.title')} />
        <p className={`${classes.text} ${classes.dim}`}>
          {t('paper.hint', { event: text(event.title, event.titleEn) })}
        </p>
        <DoorListCard />
        <PaperEntry key={event.id} event={event} />
      </div>
    </div>
  );
}
