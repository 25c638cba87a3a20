import { Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../../shared/contract/rundown';
import { cueKinds } from '../../../shared/domain/cueKinds';
import type { CueFields } from '../../../shared/domain/rundownEdit';
import { timeText } from '../../../shared/domain/rundownFile';
import { timeOnDay } from '../../../shared/domain/zonedTime';
import { ScriptText } from '../ScriptText';
import classes from './CueForm.module.css';
import { Draft } from './Draft';
import { PeoplePicker } from './PeoplePicker';
import type { Editor } from './useEditor';

export const cueColours = ['red', 'orange', 'green', 'blue', 'violet'] as const;

const minute = 60_000;

/** Minutes after midnight of 14:05, up to 47:59 for the night after; undefined where the text is none. */
function clockMinutes(text: string): number | undefined {
  const [, hours, minutes] = /^\s*(\d{1,2}):?([0-5]\d)\s*$/.exec(text) ?? [];
  return hours === undefined || Number(hours) > 47 ? undefined : Number(hours) * 60 + Number(minutes);
}

function milliseconds(text: string): number | undefined {
  const typed = text.trim();
  return /^\d{1,4}(\.\d{1,3})?$/.test(typed) && Number(typed) <= 1440
    ? Math.round(Number(typed) * minute)
    : undefined;
}

const inMinutes = (ms: number) => String(Math.round((ms / minute) * 1000) / 1000);

/** Everything of one cue. Each field is an edit of its own, to be taken back like any other. */
export function CueForm({ editor, cue }: { readonly editor: Editor; readonly cue: Cue }) {
  const { t } = useTranslation();
  const { event, rundown } = editor;
  const set = (fields: CueFields) => editor.change(cue, fields);
  const text = (
    field: 'title' | 'titleEn' | 'label' | 'room' | 'part' | 'notes' | 'script' | 'materials',
  ) => ({
    label: t(`editor.field.${field}`),
    value: cue[field],
    onCommit: (value: string) => set({ [field]: value }),
    testId: `cue-${field}`,
  });
  const badMinutes = (typed: string) =>
    milliseconds(typed) === undefined ? t('editor.badMinutes') : undefined;
  const optional = (field: 'warnMs' | 'dangerMs') => ({
    label: t(`editor.field.${field}`),
    value: cue[field] === null ? '' : inMinutes(cue[field]),
    problem: (typed: string) => (typed.trim() === '' ? undefined : badMinutes(typed)),
    onCommit: (typed: string) => set({ [field]: milliseconds(typed) ?? null }),
    testId: `cue-${field}`,
    numeric: true,
  });
  return (
    <section
      className={classes.form}
      aria-label={t('editor.form', { label: cue.label })}
      data-testid="cue-form"
    >
      <Draft
        {...text('title')}
        problem={(typed) => (typed.trim() === '' ? t('refusal.edit.noTitle') : undefined)}
      />
      <Draft {...text('titleEn')} />
      <div className={classes.pair}>
        <Select
          label={t('editor.field.kind')}
          data={cueKinds.map((kind) => ({ value: kind, label: t(`editor.kind.${kind}`) }))}
          value={cue.kind}
          allowDeselect={false}
          onChange={(value) => {
            const kind = cueKinds.find((each) => each === value);
            if (kind) void set({ kind });
          }}
        />
        <Draft {...text('label')} />
      </div>
      <div className={classes.pair}>
        <Draft
          label={t('editor.field.plannedStart')}
          description={t('editor.startHint')}
          value={cue.plannedStart === null ? '' : timeText(cue.plannedStart, event.startsAt, event.zone)}
          problem={(typed) =>
            typed.trim() === '' || clockMinutes(typed) !== undefined ? undefined : t('editor.badTime')
          }
          onCommit={(typed) => {
            const minutes = clockMinutes(typed);
            return set({
              plannedStart: minutes === undefined ? null : timeOnDay(event.startsAt, minutes, event.zone),
              ...(minutes === undefined && cue.hardStart ? { hardStart: false } : {}),
            });
          }}
          testId="cue-plannedStart"
        />
        <div className={classes.switches}>
          <Switch
            label={t('editor.field.hardStart')}
            checked={cue.hardStart}
            disabled={cue.plannedStart === null}
            onChange={(change) => void set({ hardStart: change.currentTarget.checked })}
          />
          <Switch
            label={t('editor.skippable')}
            checked={cue.skippable}
            onChange={(change) => void set({ skippable: change.currentTarget.checked })}
          />
        </div>
      </div>
      <div className={classes.pair}>
        <Draft
          label={t('editor.field.duration')}
          value={inMinutes(cue.durationMs)}
          problem={badMinutes}
          onCommit={(typed) => {
            const durationMs = milliseconds(typed) ?? cue.durationMs;
            // As long as it could not be trimmed, it still can't; and never longer than the whole.
            const least = cue.minDurationMs === cue.durationMs ? durationMs : cue.minDurationMs;
            return set({ durationMs, minDurationMs: Math.min(least, durationMs) });
          }}
          testId="cue-duration"
          numeric
        />
        <Draft
          label={t('editor.field.minDuration')}
          value={inMinutes(cue.minDurationMs)}
          problem={badMinutes}
          onCommit={(typed) => set({ minDurationMs: milliseconds(typed) ?? cue.minDurationMs })}
          testId="cue-minDuration"
          numeric
        />
      </div>
      <PeoplePicker cue={cue} onChange={(people) => void set({ people })} />
      <Draft {...text('script')} lines={3} description={t('editor.scriptHint')} />
      {cue.script !== '' && (
        <p className={classes.preview} data-testid="script-preview">
          <ScriptText script={cue.script} cues={rundown.cues} />
        </p>
      )}
      <Draft {...text('notes')} lines={2} />
      <Draft {...text('materials')} lines={1} />
      <div className={classes.pair}>
        <Draft {...text('part')} />
        <Draft {...text('room')} description={t('editor.roomHint')} />
      </div>
      <div className={classes.pair}>
        <Draft {...optional('warnMs')} />
        <Draft {...optional('dangerMs')} />
      </div>
      <Select
        label={t('editor.field.colour')}
        data={[
          { value: '', label: t('editor.colour.none') },
          ...cueColours.map((value) => ({ value, label: t(`editor.colour.${value}`) })),
        ]}
        value={cue.colour}
        onChange={(colour) => void set({ colour: colour ?? '' })}
      />
    </section>
  );
}
