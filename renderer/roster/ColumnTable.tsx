import { Select, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FilePreview } from '../../shared/contract/imports';
import type { ColumnMap, ImportKind } from '../../shared/domain/importColumns';
import classes from './ColumnTable.module.css';

interface Props {
  readonly preview: FilePreview;
  readonly kind: ImportKind;
  readonly onColumns: (columns: ColumnMap) => void;
}

/** What each field is taken from, with three of its values; each can be set to another column of the file. */
export function ColumnTable({ preview, kind, onColumns }: Props) {
  const { t } = useTranslation();
  const { header, columns } = preview;
  const choose = (changed: string, value: string | null) => {
    const kept = columns.flatMap(({ field, column }) =>
      field === changed || column === null ? [] : [[field, column] as const],
    );
    onColumns(Object.fromEntries(value ? [...kept, [changed, Number(value)] as const] : kept));
  };
  const used = new Set(columns.map(({ column }) => column));
  const unused = header.filter((_, i) => !used.has(i));
  return (
    <div className={classes.table}>
      <Table verticalSpacing={4} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="24%">{t('imports.columnField')}</Table.Th>
            <Table.Th w="36%">{t('imports.columnFrom')}</Table.Th>
            <Table.Th>{t('imports.columnSamples')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {columns.map(({ field, required, column, samples }) => (
            <Table.Tr key={field}>
              <Table.Td>
                {t(`imports.field.${field}`)}
                {required && (
                  <Text span size="sm" c="dimmed">
                    {' '}
                    · {t('imports.required')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <Select
                  aria-label={t(`imports.field.${field}`)}
                  size="md"
                  placeholder={t('imports.noColumn')}
                  clearable
                  searchable
                  error={required && column === null}
                  value={column === null ? null : String(column)}
                  onChange={(value) => choose(field, value)}
                  data={header.map((label, i) => ({ value: String(i), label: label || `${i + 1}` }))}
                  data-testid={`import-column-${kind}-${field}`}
                />
              </Table.Td>
              <Table.Td>
                <Text size="sm" c="dimmed" lineClamp={1} title={samples.join(' · ')}>
                  {samples.join(' · ')}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {unused.length > 0 && (
        <Text size="sm" c="dimmed" p="xs">
          {t('imports.unused', { columns: unused.join(', ') })}
        </Text>
      )}
    </div>
  );
}
