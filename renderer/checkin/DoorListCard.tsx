import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconFolder } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import { useTimeFormat } from '../ui/time';
import classes from './DoorDesk.module.css';

/** Where the door lists are kept fresh as PDFs, and how fresh they are. */
export function DoorListCard() {
  const { t } = useTranslation();
  const onError = useShowRefusal();
  const { shortDay, time } = useTimeFormat();
  const { data: lists } = useQuery(orpc.paper.lists.experimental_liveOptions());
  const choose = useMutation(orpc.paper.chooseFolder.mutationOptions({ onError }));
  const forget = useMutation(orpc.paper.forgetFolder.mutationOptions({ onError }));
  const write = useMutation(orpc.paper.write.mutationOptions({ onError }));
  if (!lists) return null;
  const { folder, last, files, problem, working } = lists;
  const state = folder === null ? 'none' : (problem ?? (last === null ? 'empty' : 'good'));
  const Icon = problem ? IconAlertTriangle : last === null ? IconFolder : IconCircleCheck;
  return (
    <section className={`${classes.card} ${classes.wide}`} data-testid="door-lists" data-state={state}>
      <div className={classes.head}>
        <div className={classes.finding}>
          <Icon size={28} aria-hidden="true" />
          <div>
            <h2 className={classes.heading}>{folder ?? t('paper.lists')}</h2>
            <p className={classes.dim} role="status">
              {folder === null
                ? t('paper.listsHint')
                : last === null
                  ? t('paper.none')
                  : t('paper.last', { day: shortDay(last), time: time(last), files: files.join(', ') })}
            </p>
            {folder !== null && problem && <p role="alert">{t(`paper.problem.${problem}`)}</p>}
          </div>
        </div>
        <div className={classes.buttons}>
          {folder !== null && (
            <>
              <Button
                variant="default"
                loading={working}
                onClick={() => write.mutate(undefined)}
                data-testid="door-lists-now"
              >
                {t('paper.now')}
              </Button>
              <Button variant="subtle" color="gray" onClick={() => forget.mutate(undefined)}>
                {t('paper.forget')}
              </Button>
            </>
          )}
          <Button
            variant={folder === null ? 'filled' : 'default'}
            loading={choose.isPending}
            onClick={() => choose.mutate(undefined)}
            data-testid="door-lists-folder"
          >
            {t(folder === null ? 'paper.choose' : 'paper.change')}
          </Button>
        </div>
      </div>
    </section>
  );
}
