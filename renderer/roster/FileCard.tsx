import { ActionIcon, Alert, Badge, Button, Collapse, Select, Text } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconFileText, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilePreview } from '../../shared/contract/imports';
import { textEncodings } from '../../shared/domain/decodeText';
import { importKinds } from '../../shared/domain/importColumns';
import { useRefusalSentence } from '../ui/refusal';
import { ColumnTable } from './ColumnTable';
import { Doubtful } from './Doubtful';
import classes from './FileCard.module.css';
import type { Correction } from './useImportFiles';

interface Props {
  readonly preview: FilePreview;
  /** Doubtful pairs that were said to be one person. */
  readonly merges: Readonly<Record<string, string>>;
  readonly onCorrect: (correction: Correction) => void;
  readonly onRemove: () => void;
}

/** Problems that choosing other columns may mend: the table of columns is opened at once. */
const columnProblems: readonly string[] = ['import.missingColumn', 'import.columnTwice'];

/** One file before it is taken in: what it is, what it would change, and what is wrong with it. */
export function FileCard({ preview, merges, onCorrect, onRemove }: Props) {
  const { t } = useTranslation();
  const sentence = useRefusalSentence();
  const { name, kind, rows, counts, problem } = preview;
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
          {(rows > 0 || counts) && (
            <div className={classes.figures}>
              <Text size="sm" c="dimmed">
                {t('imports.rows', { number: rows })}
                {preview.remembered && ` · ${t('imports.remembered')}`}
              </Text>
              {counts && <Counts counts={counts} />}
            </div>
          )}
        </div>
        <ReadAs preview={preview} onCorrect={onCorrect} />
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
            if (chosen) onCorrect({ what: 'kind', kind: chosen });
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
      {preview.doubtful > 0 && (
        <Doubtful
          preview={preview}
          merges={merges}
          onMerges={(next) => onCorrect({ what: 'merges', merges: next })}
        />
      )}
      {preview.notes.map((note) => (
        <Alert
          key={sentence(note)}
          color="orange"
          variant="light"
          role="status"
          icon={<IconAlertTriangle size={22} />}
          data-testid="import-note"
        >
          {sentence(note)}
        </Alert>
      ))}
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
          {open && (
            <ColumnTable
              preview={preview}
              kind={kind}
              onColumns={(columns) => onCorrect({ what: 'columns', columns })}
            />
          )}
        </Collapse>
      )}
    </section>
  );
}

/** What the bytes were read as: the encoding of a text, the sheet of a workbook; each can be set to another. */
function ReadAs({ preview, onCorrect }: Pick<Props, 'preview' | 'onCorrect'>) {
  const { t } = useTranslation();
  const { sheet, sheets, encoding } = preview;
  if (sheet !== null) {
    return (
      <Select
        aria-label={t('imports.sheet')}
        size="md"
        w={144}
        allowDeselect={false}
        value={sheet}
        onChange={(value) => value && onCorrect({ what: 'sheet', sheet: value })}
        data={[...sheets]}
        data-testid="import-sheet"
      />
    );
  }
  if (encoding === '') return null;
  return (
    <Select
      aria-label={t('imports.encoding')}
      size="md"
      w={128}
      allowDeselect={false}
      value={encoding}
      onChange={(value) => {
        const chosen = textEncodings.find((each) => each === value);
        if (chosen) onCorrect({ what: 'encoding', encoding: chosen });
      }}
      data={[...textEncodings]}
      data-testid="import-encoding"
    />
  );
}

function Counts({ counts }: { readonly counts: NonNullable<FilePreview['counts']> }) {
  const { t } = useTranslation();
  const figures = ['added', 'changed', 'unchanged', 'skipped'] as const;
  return (
    <div className={classes.counts}>
      {figures
        .filter((figure) => figure !== 'skipped' || counts.skipped > 0)
        .map((figure) => (
          <Badge
            key={figure}
            size="lg"
            radius="sm"
            variant={
              counts[figure] > 0 && (figure === 'added' || figure === 'changed') ? 'light' : 'transparent'
            }
            color={
              counts[figure] === 0 || figure === 'unchanged' || figure === 'skipped'
                ? 'gray'
                : figure === 'added'
                  ? 'teal'
                  : 'blue'
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
