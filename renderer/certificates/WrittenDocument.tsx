import { Button } from '@mantine/core';
import { IconCheck, IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '../client';
import classes from './ProofDesk.module.css';

/** What was just written, with the way to it; nothing before. */
export function WrittenDocument({
  name,
  testId,
}: {
  readonly name: string | undefined;
  readonly testId: string;
}) {
  const { t } = useTranslation();
  if (name === undefined) return null;
  return (
    <div className={classes.written} role="status">
      <IconCheck size={20} aria-hidden="true" />
      <span data-testid={testId}>{name}</span>
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<IconFolderOpen size={18} aria-hidden="true" />}
        onClick={() => void client.program.showDocument({ name })}
      >
        {t('printing.showInFolder')}
      </Button>
    </div>
  );
}
