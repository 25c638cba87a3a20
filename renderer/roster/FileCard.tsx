import { ActionIcon, Alert, Badge, Button, Collapse, Select, Text } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconFileText, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilePreview } from '../../shared/contract/imports';
import { type ColumnMap, type ImportKind, importKinds } from '../../shared/domain/importColumns';
import { useRefusalSentence } from '../ui/refusal';
import { ColumnTable } from './ColumnTable';
import classes from './FileCard.module.css';

interface Props {
  readonly preview: FilePreview;
  readonly onKind: (kind: ImportKind) => void;
  readonly onColumns: (columns: ColumnMap) => void;
  readonly onRemove: () => void;
}

/** Problems that choosing other columns may mend: the table of columns is opened at once. */
const columnProblems: readonly string[] = ['import.missingColumn', 'import.columnTwice'];

/** One file before it is taken in: what it is, what it would change, and what is wrong with it. */
export function FileCard({ preview, onKind, onColumns, onRemove }: Props) {
  const { t } = useTranslation();
  const sentence = useRefusalSentence();
  const { name, encoding, kind, rows, counts, problem } = preview;
  const [opened, setOpened] = useState<boolean>();
  const open = opened ?? (problem !== null && columnProblems.includes(problem.reason));
  const checkable = kind !== null && preview.columns.length > 0;
  return (
    <section
      className={classes.card}
      aria-label={name}
      data-testid="import-preview"
      data-kind={kind ?? ''}
      data-file={name}
      data-problem={problem?.reason}
    >
      <div className={classes.head}>
        <IconFileText size={28} stroke={1.5} className={classes.icon ?? ''} aria-hidden="true" />
        <div className={classes.name}>
          <Text fw={600} className={classes.fileName ?? ''}>
            {name}
          </Text>
          {rows > 0 && (
            <Text size="sm" c="dimmed">
              {t('imports.rows', { number: rows })} · {encoding}
            </Text>
          )}
        </div>
        {counts && <Counts counts={counts} />}
        {checkable && (
          <Button
            variant="subtle"
            px="xs"
            aria-expanded={open}
            onClick={() => setOpened(!open)}
            rightSection={
              <IconChevronDown size={18} className={classes.chevron ?? ''} data-open={open || undefined} />
            }
            data-testid="import-columns"
          >
            {t('imports.columns')}
          </Button>
        )}
        <Select
          aria-label={t('imports.kind')}
          placeholder={t('imports.chooseKind')}
          size="md"
          w={168}
          allowDeselect={false}
          value={kind}
          onChange={(value) => {
            const chosen = importKinds.find((each) => each === value);
            if (chosen) onKind(chosen);
          }}
          data={importKinds.map((each) => ({ value: each, label: t(`imports.kinds.${each}`) }))}
          data-testid="import-kind"
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          onClick={onRemove}
          aria-label={t('imports.remove', { file: name })}
          data-testid="import-remove"
        >
          <IconX size={20} />
        </ActionIcon>
      </div>
      {problem && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          icon={<IconAlertTriangle size={22} />}
          data-testid="import-problem"
        >
          {sentence(problem)}
        </Alert>
      )}
      {kind && checkable && (
        <Collapse expanded={open}>
          {open && <ColumnTable preview={preview} kind={kind} onColumns={onColumns} />}
        </Collapse>
      )}
    </section>
  );
}

function Counts({ counts }: { readonly counts: NonNullable<FilePreview['counts']> }) {
  const { t } = useTranslation();
  const figures = ['added', 'changed', 'unchanged'] as const;
  return (
    <div className={classes.counts}>
      {figures.map((figure) => (
        <Badge
          key={figure}
          size="lg"
          radius="sm"
          variant={counts[figure] > 0 && figure !== 'unchanged' ? 'light' : 'transparent'}
          color={
            counts[figure] === 0 || figure === 'unchanged' ? 'gray' : figure === 'added' ? 'teal' : 'blue'
          }
          className={classes.count ?? ''}
          data-testid={`import-${figure}`}
        >
          {t(`imports.${figure}`)} {counts[figure]}
        </Badge>
      ))}
    </div>
  );
}
