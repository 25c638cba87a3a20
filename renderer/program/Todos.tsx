import { Button, Skeleton, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Todo } from '../../shared/contract/program';
import { go, type Job } from '../ui/route';
import classes from './TodayPage.module.css';

/** Where each is mended. */
const ways: Readonly<Record<Todo['kind'], readonly [Job, ...string[]]>> = {
  noPeople: ['people', 'import'],
  noEvents: ['people', 'import'],
  badgesNotPrinted: ['certificates', 'badges'],
  printerNotTried: ['certificates'],
  noRundown: ['people', 'import'],
  speakerWithoutCue: ['stage'],
  cueWithoutPerson: ['stage'],
  heldBack: ['certificates'],
  noEligible: ['people'],
  noBackupPlace: ['program'],
  finishDue: ['program'],
};

interface TodosProps {
  readonly todos: readonly Todo[];
  /** Everything was looked at; otherwise nothing may be said to be ready. */
  readonly complete: boolean;
}

/** What is not ready yet, each line with the way to mend it; or that all is. */
export function Todos({ todos, complete }: TodosProps) {
  const { t } = useTranslation();
  if (todos.length === 0 && !complete) return <Skeleton height={96} radius="lg" />;
  if (todos.length === 0) {
    return (
      <section className={classes.ready} data-testid="all-ready">
        <IconCircleCheck size={40} className={classes.readyIcon ?? ''} aria-hidden="true" />
        <div>
          <Text fw={700} size="lg">
            {t('today.ready')}
          </Text>
          <Text c="dimmed">{t('today.readyHint')}</Text>
        </div>
      </section>
    );
  }
  return (
    <section className={classes.todos}>
      <h2 className={classes.todosTitle}>{t('today.notReady')}</h2>
      <ul className={classes.list}>
        {todos.map(({ kind, count, names }) => (
          <li key={kind} className={classes.todo} data-testid={`todo-${kind}`}>
            <IconAlertTriangle size={26} className={classes.todoIcon ?? ''} aria-hidden="true" />
            <div className={classes.todoText}>
              <p className={classes.todoWhat}>{t(`today.todo.${kind}`, { count })}</p>
              {names.length > 0 && (
                <p className={classes.todoNames}>
                  {names.join(', ')}
                  {count > names.length && ` ${t('today.more', { count: count - names.length })}`}
                </p>
              )}
            </div>
            <Button variant="light" onClick={() => go(...ways[kind])}>
              {t(`today.mend.${kind}`)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
