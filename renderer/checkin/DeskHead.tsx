import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { go } from '../ui/route';
import classes from './DoorDesk.module.css';

/** What a page of the door's desk is for, and the way back to the lane. */
export function DeskHead({ title }: { readonly title: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.head}>
      <h1 className={classes.title}>{title}</h1>
      <Button
        variant="default"
        leftSection={<IconArrowLeft size={20} aria-hidden="true" />}
        onClick={() => go('door')}
      >
        {t('desk.backToLane')}
      </Button>
    </div>
  );
}
