import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronDown,
  IconCopy,
  IconFileExport,
  IconListNumbers,
  IconPlus,
  IconPrinter,
  IconTemplate,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../../shared/contract/events';
import { projectRundown } from '../../../shared/domain/rundown';
import { rundownTemplates } from '../../../shared/domain/rundownTemplates';
import { client } from '../../client';
import { useLanguage } from '../../ui/i18n';
import { go } from '../../ui/route';
import { useNow } from '../../ui/time';
import { CueForm } from './CueForm';
import { CueTable } from './CueTable';
import classes from './EditorPage.module.css';
import { ManyForm } from './ManyForm';
import { StageTabs } from './StageTabs';
import { type Editor, useEditor } from './useEditor';
import { type EditorCommands, useEditorCommands } from './useEditorCommands';
import { useSaveDocument } from './useSaveDocument';
import { useSelection } from './useSelection';

function HistoryButton({ editor, which }: { readonly editor: Editor; readonly which: 'undo' | 'redo' }) {
  const { t } = useTranslation();
  const doable = editor.rundown[which];
  const label = doable
    ? t(`editor.${which}What`, { what: t(`editor.edit.${doable.what}`, { count: doable.count }) })
    : t(`editor.${which}`);
  const Icon = which === 'undo' ? IconArrowBackUp : IconArrowForwardUp;
  return (
    <Tooltip label={`${label} · ${which === 'undo' ? 'Ctrl+Z' : 'Ctrl+Y'}`}>
      <ActionIcon
        variant="default"
        size={44}
        aria-label={label}
        disabled={!doable}
        onClick={editor[which]}
        data-testid={`editor-${which}`}
      >
        <Icon size={22} />
      </ActionIcon>
    </Tooltip>
  );
}

function Templates({ commands }: { readonly commands: EditorCommands }) {
  const { t } = useTranslation();
  return (
    <Menu>
      <Menu.Target>
        <Button
          variant="default"
          size="md"
          leftSection={<IconTemplate size={20} />}
          rightSection={<IconChevronDown size={16} />}
          data-testid="editor-template"
        >
          {t('editor.template.button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {rundownTemplates.map((name) => (
          <Menu.Item key={name} onClick={() => commands.template(name)} data-testid={`template-${name}`}>
            {t(`editor.template.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Output({ event }: { readonly event: EventSummary }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const save = useSaveDocument();
  const eventId = event.id;
  return (
    <>
      <Button
        variant="default"
        size="md"
        leftSection={<IconPrinter size={20} />}
        onClick={() => save(client.rundownEditor.cueSheet({ eventId, language }))}
        data-testid="editor-cueSheet"
      >
        {t('editor.cueSheet')}
      </Button>
      <Menu>
        <Menu.Target>
          <Button
            variant="default"
            size="md"
            leftSection={<IconFileExport size={20} />}
            rightSection={<IconChevronDown size={16} />}
            data-testid="editor-files"
          >
            {t('editor.files')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => go('people', 'import')}>{t('editor.import')}</Menu.Item>
          <Menu.Item
            onClick={() => save(client.rundownEditor.exportFile({ eventId, language, format: 'csv' }))}
            data-testid="export-csv"
          >
            {t('editor.exportCsv')}
          </Menu.Item>
          <Menu.Item
            onClick={() => save(client.rundownEditor.exportFile({ eventId, language, format: 'xlsx' }))}
            data-testid="export-xlsx"
          >
            {t('editor.exportXlsx')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function Empty({ commands }: { readonly commands: EditorCommands }) {
  const { t } = useTranslation();
  return (
    <div className={classes.empty} data-testid="editor-empty">
      <h2>{t('editor.empty')}</h2>
      <p>{t('editor.emptyHint')}</p>
      <div className={classes.choices}>
        {rundownTemplates.map((name) => (
          <Button
            key={name}
            size="lg"
            variant="light"
            onClick={() => commands.template(name)}
            data-testid={`start-${name}`}
          >
            {t(`editor.template.${name}`)}
          </Button>
        ))}
      </div>
      <div className={classes.choices}>
        <Button size="md" variant="default" onClick={commands.add} data-testid="start-empty">
          {t('editor.add')}
        </Button>
        <Button size="md" variant="default" onClick={() => go('people', 'import')}>
          {t('editor.import')}
        </Button>
      </div>
    </div>
  );
}

function OpenEditor({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation();
  const now = useNow();
  const { event, rundown } = editor;
  const selection = useSelection(rundown.cues.map(({ id }) => id));
  const commands = useEditorCommands(editor, selection);
  const timings = new Map(projectRundown(rundown, now).all.map((timing) => [timing.cue.id, timing]));
  const { chosen } = commands;
  const [only] = chosen;
  return (
    <div className={classes.page} data-testid="editor" data-revision={rundown.revision}>
      <header className={classes.bar}>
        <StageTabs at="editor" />
        <div className={classes.tools}>
          <HistoryButton editor={editor} which="undo" />
          <HistoryButton editor={editor} which="redo" />
          <Button
            size="md"
            leftSection={<IconPlus size={20} />}
            onClick={commands.add}
            data-testid="editor-add"
          >
            {t('editor.add')}
          </Button>
          <Templates commands={commands} />
          <Output event={event} />
        </div>
      </header>
      {rundown.cues.length === 0 ? (
        <Empty commands={commands} />
      ) : (
        <div className={classes.body}>
          <CueTable
            // In the plan's own order, whatever the show has moved.
            timings={rundown.cues.flatMap(({ id }) => timings.get(id) ?? [])}
            zone={event.zone}
            selection={selection}
            onMove={commands.move}
          />
          <aside className={classes.side}>
            <div className={classes.sideBar}>
              <Button
                variant="default"
                leftSection={<IconCopy size={18} />}
                disabled={chosen.length === 0}
                onClick={commands.copy}
                data-testid="editor-copy"
              >
                {t('editor.copy')}
              </Button>
              <Button
                variant="default"
                leftSection={<IconTrash size={18} />}
                disabled={chosen.length === 0}
                onClick={commands.remove}
                data-testid="editor-remove"
              >
                {t('editor.remove')}
              </Button>
              <Button
                variant="default"
                leftSection={<IconListNumbers size={18} />}
                onClick={commands.renumber}
                data-testid="editor-renumber"
              >
                {t('editor.renumber')}
              </Button>
            </div>
            {only && chosen.length === 1 && <CueForm key={only.id} editor={editor} cue={only} />}
            {chosen.length > 1 && <ManyForm editor={editor} cues={chosen} />}
            {chosen.length === 0 && <p className={classes.hint}>{t('editor.chooseHint')}</p>}
          </aside>
        </div>
      )}
    </div>
  );
}

/** The rundown of the chosen event, to be built and changed; also while its show runs. */
export function EditorPage({ event }: { readonly event: EventSummary }) {
  const editor = useEditor(event);
  return editor ? <OpenEditor editor={editor} /> : null;
}
