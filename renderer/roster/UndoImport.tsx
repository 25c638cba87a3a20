import { Button, Kbd, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../client';
import { useRefusalText } from '../ui/refusal';
import { useTimeFormat } from '../ui/time';
import { forgetImportRun } from './importRun';
import classes from './UndoImport.module.css';

/** The last import, with the one key that undoes all of it; nothing where there is none. */
export function UndoImport() {
  const { t } = useTranslation();
  const { shortDay, time } = useTimeFormat();
  const refusalText = useRefusalText();
  const queries = useQueryClient();
  const last = useQuery({ queryKey: ['import-last'], queryFn: () => client.imports.last(), gcTime: 0 });
  const undo = useMutation({
    mutationFn: (number: number) => client.imports.undo({ number }),
    onSuccess: () => {
      forgetImportRun();
      void queries.invalidateQueries({ queryKey: ['import-last'] });
      void queries.invalidateQueries({ queryKey: ['import-preview'] });
    },
  });
  const number = last.data?.number;
  const press = () => {
    if (number !== undefined && !undo.isPending) undo.mutate(number);
  };
  // By the place of the key, so that a Korean layout changes nothing.
  useHotkeys([['mod+Z', press, { usePhysicalKeys: true }]]);
  return (
    <>
      {undo.data && (
        <Text className={classes.told ?? ''} role="status" data-testid="import-undone">
          {undo.data.kept > 0 ? t('imports.undoneKept', { number: undo.data.kept }) : t('imports.undone')}
        </Text>
      )}
      {undo.error && (
        <Text className={classes.told ?? ''} role="alert" c="red">
          {refusalText(undo.error)}
        </Text>
      )}
      {last.data && (
        <div className={classes.last} data-testid="import-last">
          <div className={classes.text}>
            <Text size="sm" c="dimmed">
              {t('imports.last', {
                at: `${shortDay(last.data.at)} ${time(last.data.at)}`,
                added: last.data.added,
                changed: last.data.changed,
              })}
            </Text>
            <Text size="sm" lineClamp={2}>
              {last.data.files}
            </Text>
          </div>
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={20} aria-hidden="true" />}
            rightSection={<Kbd>Ctrl+Z</Kbd>}
            loading={undo.isPending}
            onClick={press}
            data-testid="import-undo"
          >
            {t('imports.undo')}
          </Button>
        </div>
      )}
    </>
  );
}
