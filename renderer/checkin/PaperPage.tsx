import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useBilingual } from '../ui/i18n';
import { useChosenEvent } from '../ui/program';
import { go } from '../ui/route';
import { ChooseLane } from './ChooseLane';
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
        <div className={classes.head}>
          <h1 className={classes.title}>{t('paper.title')}</h1>
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={20} aria-hidden="true" />}
            onClick={() => go('door')}
          >
            {t('desk.backToLane')}
          </Button>
        </div>
        <p className={`${classes.text} ${classes.dim}`}>
          {t('paper.hint', { event: text(event.title, event.titleEn) })}
        </p>
        <DoorListCard />
        <PaperEntry key={event.id} event={event} />
      </div>
    </div>
  );
}
