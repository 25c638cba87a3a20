import { Button, Group, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ImportCounts } from '../../shared/contract/imports';
import { go } from '../ui/route';
import classes from './ImportDone.module.css';

interface Props {
  readonly done: readonly { readonly name: string; readonly counts: ImportCounts }[];
  readonly onAgain: () => void;
}

/** What an import stored, file by file, and where to go from here. */
export function ImportDone({ done, onAgain }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.done} role="status" data-testid="import-done">
      <IconCircleCheck size={56} stroke={1.4} className={classes.icon ?? ''} aria-hidden="true" />
      <h2 className={classes.title}>{t('imports.doneTitle')}</h2>
      <ul className={classes.list}>
        {done.map(({ name, counts }) => (
          <li key={name} className={classes.file}>
            <Text fw={600} className={classes.name ?? ''}>
              {name}
            </Text>
            <Text c="dimmed" className={classes.counts ?? ''}>
              {t('imports.doneHint', { ...counts })}
            </Text>
          </li>
        ))}
      </ul>
      <Group justify="center">
        <Button onClick={() => go('people')} data-testid="import-to-people">
          {t('imports.toPeople')}
        </Button>
        <Button variant="default" onClick={onAgain} data-testid="import-again">
          {t('imports.again')}
        </Button>
      </Group>
    </div>
  );
}
