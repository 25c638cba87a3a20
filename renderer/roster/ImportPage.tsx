import { Alert, Anchor, Button, Loader, Progress, Select, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconArrowLeft, IconCircleCheck, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EventId } from '../../shared/contract/ids';
import type { FilePreview } from '../../shared/contract/imports';
import { useBilingual } from '../ui/i18n';
import { useEvents } from '../ui/program';
import { useRefusalText } from '../ui/refusal';
import { go } from '../ui/route';
import { FileCard } from './FileCard';
import { FileDrop } from './FileDrop';
import { ImportDone } from './ImportDone';
import classes from './ImportPage.module.css';
import { forgetImportRun, type ImportRun, startImport, useImportRun } from './importRun';
import { UndoImport } from './UndoImport';
import { mostFiles, useImportFiles } from './useImportFiles';

/** Takes files in: dropped or picked, previewed together, corrected, and then all of them or none. */
export function ImportPage() {
  const { t } = useTranslation();
  const [eventId, setEventId] = useState<EventId | null>(null);
  const files = useImportFiles(eventId);
  const refusalText = useRefusalText();
  const run = useImportRun();
  const commit = async () => {
    if (await startImport(files.sent, eventId)) files.clear();
  };
  const add = (picked: readonly File[]) => {
    if (files.count + picked.length > mostFiles) {
      notifications.show({ color: 'orange', message: t('imports.tooMany', { most: mostFiles }) });
    }
    forgetImportRun();
    void files.add(picked);
  };
  const failure = run.kind === 'failed' ? run.error : files.error;

  return (
    <FileDrop onFiles={add} full={files.count === 0 && run.kind !== 'done'}>
      {(pick) => (
        <div className={classes.page}>
          <header className={classes.head}>
            <Anchor component="button" className={classes.back ?? ''} onClick={() => go('people')}>
              <IconArrowLeft size={18} aria-hidden="true" /> {t('imports.back')}
            </Anchor>
            <h1 className={classes.title}>{t('imports.title')}</h1>
          </header>
          {files.count === 0 && run.kind === 'done' ? (
            <>
              <ImportDone done={run.result.files} onAgain={pick} />
              <UndoImport key={run.result.number} />
            </>
          ) : files.count === 0 && run.kind !== 'running' ? (
            <>
              <Landing onPick={pick} />
              <UndoImport />
            </>
          ) : (
            <>
              {run.kind === 'cancelled' && (
                <Alert color="gray" variant="light" role="status" data-testid="import-cancelled">
                  {t('imports.cancelled')}
                </Alert>
              )}
              {failure && (
                <Alert color="red" variant="light" role="alert" data-testid="import-problem">
                  {refusalText(failure)}
                  {run.kind === 'failed' && run.stored && ` ${t('imports.storedAnyway')}`}
                </Alert>
              )}
              <div className={classes.files}>
                {files.previews.map((preview) => (
                  <FileCard
                    key={preview.name}
                    preview={preview}
                    merges={files.mergesOf(preview.name)}
                    onCorrect={(correction) => files.correct(preview.name, correction)}
                    onRemove={() => files.remove(preview.name)}
                  />
                ))}
                {files.reading && run.kind !== 'running' && (
                  <div className={classes.reading} role="status">
                    <Loader size="sm" aria-hidden="true" /> {t('imports.reading')}
                    <Button variant="subtle" onClick={files.clear} data-testid="import-stop-reading">
                      {t('imports.cancel')}
                    </Button>
                  </div>
                )}
              </div>
              {run.kind === 'running' ? (
                <Running run={run} />
              ) : (
                <Footer
                  previews={files.previews}
                  complete={files.previews.length === files.count && !files.reading}
                  eventId={eventId}
                  onEvent={setEventId}
                  onPick={pick}
                  onCommit={() => void commit()}
                />
              )}
            </>
          )}
        </div>
      )}
    </FileDrop>
  );
}

function Landing({ onPick }: { readonly onPick: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.landing} data-testid="import-landing">
      <IconUpload size={56} stroke={1.3} className={classes.icon ?? ''} aria-hidden="true" />
      <h2 className={classes.landingTitle}>{t('imports.drop')}</h2>
      <Text c="dimmed" className={classes.lead ?? ''}>
        {t('imports.lead')}
      </Text>
      <Button size="lg" mt="lg" onClick={onPick} data-testid="import-pick">
        {t('imports.pick')}
      </Button>
      <Text c="dimmed" size="sm" mt="lg">
        {t('imports.takes')}
      </Text>
    </div>
  );
}

/** How far the storing is, with the way out that leaves nothing behind, as long as there is one. */
function Running({ run }: { readonly run: Extract<ImportRun, { kind: 'running' }> }) {
  const { t } = useTranslation();
  const { progress } = run;
  const share = progress && progress.of > 0 ? (progress.done / progress.of) * 100 : 0;
  return (
    <footer className={classes.foot} data-testid="import-running">
      <div className={classes.progress} role="status">
        <Text fw={700}>
          {progress?.stage === 'writing'
            ? t('imports.writing', { done: progress.done, of: progress.of })
            : t(progress?.stage === 'published' ? 'imports.finishing' : 'imports.reading')}
        </Text>
        <Progress value={share || 100} animated={share === 0} aria-label={t('imports.title')} mt={8} />
      </div>
      {progress?.stage !== 'published' && (
        <Button
          variant="default"
          onClick={run.stop}
          disabled={!progress}
          loading={run.stopping}
          data-testid="import-cancel"
        >
          {t('imports.cancel')}
        </Button>
      )}
    </footer>
  );
}

interface FooterProps {
  readonly previews: readonly FilePreview[];
  /** Every file has been previewed as it stands now. */
  readonly complete: boolean;
  readonly eventId: EventId | null;
  readonly onEvent: (eventId: EventId | null) => void;
  readonly onPick: () => void;
  readonly onCommit: () => void;
}

/** What all files together would do, the event that they are for, and the one button that stores. */
function Footer({ previews, complete, eventId, onEvent, onPick, onCommit }: FooterProps) {
  const { t } = useTranslation();
  const events = useEvents();
  const text = useBilingual();
  const problems = previews.filter(({ problem }) => problem !== null).length;
  const needsEvent = previews.some(({ kind }) => kind === 'roster' || kind === 'rundown');
  return (
    <footer className={classes.foot}>
      <div className={classes.state} role="status" data-testid="import-state" data-problems={problems}>
        {problems === 0 ? (
          <IconCircleCheck size={28} className={classes.ok ?? ''} aria-hidden="true" />
        ) : (
          <IconAlertTriangle size={28} className={classes.bad ?? ''} aria-hidden="true" />
        )}
        <div>
          <Text fw={700}>
            {problems > 0 ? t('imports.problems', { number: problems }) : t('imports.ready')}
          </Text>
          <Text size="sm" c="dimmed">
            {t(problems > 0 ? 'imports.problemsHint' : 'imports.readyHint')}
          </Text>
        </div>
      </div>
      {needsEvent && events.length > 0 && (
        <Select
          label={t('imports.event')}
          w={280}
          size="md"
          allowDeselect={false}
          value={eventId ?? ''}
          onChange={(value) => onEvent(value ? EventId.parse(value) : null)}
          data={[
            { value: '', label: t('imports.eventAuto') },
            ...events.map((event) => ({ value: event.id, label: text(event.title, event.titleEn) })),
          ]}
          data-testid="import-event"
        />
      )}
      <Button variant="default" onClick={onPick} data-testid="import-more">
        {t('imports.more')}
      </Button>
      <Button disabled={!complete || problems > 0} onClick={onCommit} data-testid="import-commit">
        {t('imports.commit', { number: previews.length })}
      </Button>
    </footer>
  );
}
