import { ActionIcon, Button, Table } from '@mantine/core';
import { IconFolderOpen, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ProgramNumbers } from '../../../shared/contract/numbers';
import { cohortHead, cohortRows } from '../../../shared/domain/wrapUp';
import { orpc } from '../../client';
import { useLanguage } from '../../ui/i18n';
import { useShowRefusal } from '../../ui/refusal';
import classes from './NumbersPage.module.css';

interface Props {
  readonly own: ProgramNumbers;
  readonly others: readonly ProgramNumbers[];
}

/** Other programs' files beside this one, only read, with what all of them come to. */
export function Cohorts({ own, others }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const onError = useShowRefusal();
  const add = useMutation(orpc.numbers.addBeside.mutationOptions({ onError }));
  const remove = useMutation(orpc.numbers.removeBeside.mutationOptions({ onError }));
  const rows = cohortRows({ own, others }, language);
  const ids = [null, ...others.map(({ id }) => id), null];
  return (
    <section className={classes.card}>
      <div className={classes.cardHead}>
        <h2 className={classes.heading}>{t('numbers.cohorts')}</h2>
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={20} />}
          loading={add.isPending}
          onClick={() => add.mutate(undefined)}
          data-testid="numbers-beside"
        >
          {t('numbers.beside')}
        </Button>
      </div>
      {others.length === 0 ? (
        <p className={classes.hint}>{t('numbers.besideHint')}</p>
      ) : (
        <Table verticalSpacing="sm" className={classes.table ?? ''} data-testid="cohorts">
          <Table.Thead>
            <Table.Tr>
              {cohortHead(language).map((title, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
                <Table.Th key={i} className={i > 0 ? (classes.number ?? '') : ''}>
                  {title}
                </Table.Th>
              ))}
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((cells, at) => {
              const id = ids[at];
              return (
                <Table.Tr
                  // biome-ignore lint/suspicious/noArrayIndexKey: two programs may have one name.
                  key={at}
                  data-total={at === rows.length - 1 || undefined}
                  className={classes.cohort ?? ''}
                >
                  {cells.map((cell, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column.
                    <Table.Td key={i} className={i > 0 ? (classes.number ?? '') : ''}>
                      {cell}
                    </Table.Td>
                  ))}
                  <Table.Td className={classes.number ?? ''}>
                    {id && (
                      <ActionIcon
                        variant="subtle"
                        size={44}
                        aria-label={t('numbers.takeOut', { name: cells[0] })}
                        onClick={() => remove.mutate({ id })}
                      >
                        <IconX size={20} />
                      </ActionIcon>
                    )}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}
