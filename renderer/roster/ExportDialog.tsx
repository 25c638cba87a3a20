import { Alert, Button, Group, Modal, Radio, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Exported, ExportFormat } from '../../shared/contract/exports';
import type { AttendeeId, EventId } from '../../shared/contract/ids';
import type { RosterColumn } from '../../shared/contract/rosterView';
import type { LostCharacter } from '../../shared/domain/cp949';
import { ownTables } from '../../shared/domain/ownFiles';
import { orpc } from '../client';
import { useSaveDocument } from '../rundown/editor/useSaveDocument';
import { useLanguage } from '../ui/i18n';
import { useShowRefusal } from '../ui/refusal';
import classes from './ExportDialog.module.css';
import { listWords } from './listWords';

const choices: readonly Exported[] = [
  'people',
  'shown',
  'attendance',
  'invitations',
  'results',
  'events',
  'all',
];

interface Props {
  /** Whom the list shows now, in its order. */
  readonly shown: readonly AttendeeId[];
  /** The columns that the list shows, and the event that its arrivals are of. */
  readonly columns: readonly RosterColumn[];
  readonly eventId: EventId | null;
  /** The list is narrowed: by a search or a filter. */
  readonly narrowed: boolean;
  readonly onClose: () => void;
}

/** Writes the list, or a table of the program, as a file. What CP949 can't hold is shown before anything is written. */
export function ExportDialog({ shown, columns, eventId, narrowed, onClose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const written = useSaveDocument();
  const onError = useShowRefusal();
  const [what, setWhat] = useState<Exported>('people');
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [onlyShown, setOnlyShown] = useState(narrowed);
  const [lost, setLost] = useState<readonly LostCharacter[]>([]);
  const save = useMutation(
    orpc.exports.save.mutationOptions({
      onError,
      onSuccess: ({ document, lost: found }) => {
        setLost(found);
        if (document === null) return;
        written(Promise.resolve({ document }));
        onClose();
      },
    }),
  );
  const give = (as: ExportFormat, lossy: boolean) =>
    save.mutate({
      what,
      people: what === 'shown' || (onlyShown && what !== 'events') ? shown : null,
      format: as,
      language,
      lossy,
      list: { columns, eventId, words: what === 'shown' ? listWords(language) : {} },
    });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('exports.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
    >
      {lost.length > 0 ? (
        <Lost lost={lost} pending={save.isPending} onGive={give} />
      ) : (
        <Stack>
          <Radio.Group
            label={t('exports.what')}
            value={what}
            onChange={(value) => setWhat(Exported.catch('people').parse(value))}
          >
            <div className={classes.choices}>
              {choices.map((each) => (
                <Radio
                  key={each}
                  value={each}
                  label={t(`exports.table.${each}`)}
                  description={t(`exports.hint.${each}`, { number: ownTables.length })}
                  className={classes.choice ?? ''}
                  data-testid={`export-what-${each}`}
                />
              ))}
            </div>
          </Radio.Group>
          {what !== 'events' && what !== 'shown' && (
            <Switch
              size="md"
              checked={onlyShown}
              onChange={({ currentTarget }) => setOnlyShown(currentTarget.checked)}
              label={t('exports.onlyShown', { number: shown.length })}
              data-testid="export-only-shown"
            />
          )}
          <div>
            <SegmentedControl
              fullWidth
              size="md"
              aria-label={t('exports.format')}
              value={format}
              onChange={(value) => setFormat(ExportFormat.catch('xlsx').parse(value))}
              data={ExportFormat.options.map((each) => ({
                value: each,
                label: t(`exports.formats.${each}`),
              }))}
              data-testid="export-format"
            />
            <Text size="sm" c="dimmed" mt="xs">
              {t(`exports.formatHint.${format}`)}
            </Text>
          </div>
          <Text size="sm" c="dimmed">
            {t('exports.guard')}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button onClick={() => give(format, false)} loading={save.isPending} data-testid="export-save">
              {t('exports.save')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

const most = 12;

function Lost({
  lost,
  pending,
  onGive,
}: {
  readonly lost: readonly LostCharacter[];
  readonly pending: boolean;
  readonly onGive: (format: ExportFormat, lossy: boolean) => void;
}) {
  const { t } = useTranslation();
  return (
    <Stack data-testid="export-lost">
      <Alert color="orange" title={t('exports.lostTitle', { number: lost.length })}>
        {t('exports.lostHint')}
      </Alert>
      <ul className={classes.lost}>
        {lost.slice(0, most).map(({ character, times, cells }) => (
          <li key={character} className={classes.lostRow}>
            <span className={classes.character}>{character}</span>
            <span className={classes.times}>{t('exports.lostTimes', { times })}</span>
            <span className={classes.cells}>{cells.join(' · ')}</span>
          </li>
        ))}
      </ul>
      {lost.length > most && (
        <Text size="sm" c="dimmed">
          {t('exports.lostMore', { number: lost.length - most })}
        </Text>
      )}
      <Group justify="flex-end">
        <Button
          variant="default"
          loading={pending}
          onClick={() => onGive('cp949', true)}
          data-testid="export-lossy"
        >
          {t('exports.saveLossy')}
        </Button>
        <Button loading={pending} onClick={() => onGive('csv', false)} data-testid="export-utf8">
          {t('exports.saveUtf8')}
        </Button>
      </Group>
    </Stack>
  );
}
