import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../../shared/contract/rundown';
import type { CueFields } from '../../../shared/domain/rundownEdit';
import { minutesOf } from '../duration';
import { cueColours } from './CueForm';
import classes from './CueForm.module.css';
import { Draft } from './Draft';
import type { Editor } from './useEditor';

/** What several cues have in common, set for all of them as one edit. */
export function ManyForm({ editor, cues }: { readonly editor: Editor; readonly cues: readonly Cue[] }) {
  const { t } = useTranslation();
  const all = (field: 'part' | 'room' | 'colour', value: string) => {
    const changes = cues.map((cue) => ({
      cue: cue.id,
      set: { [field]: value } satisfies CueFields,
      was: { [field]: cue[field] },
    }));
    return editor.edit('change', [{ kind: 'change', changes }]);
  };
  const common = (field: 'part' | 'room' | 'colour') => {
    const [first, ...others] = new Set(cues.map((cue) => cue[field]));
    return others.length === 0 ? (first ?? '') : '';
  };
  const total = cues.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return (
    <section
      className={classes.form}
      aria-label={t('editor.many', { count: cues.length })}
      data-testid="many-form"
    >
      <h2>{t('editor.many', { count: cues.length })}</h2>
      <p>{t('editor.manyMinutes', { count: minutesOf(total) })}</p>
      <Draft
        label={t('editor.field.part')}
        value={common('part')}
        onCommit={(value) => all('part', value)}
        testId="many-part"
      />
      <Draft
        label={t('editor.field.room')}
        description={t('editor.roomHint')}
        value={common('room')}
        onCommit={(value) => all('room', value)}
        testId="many-room"
      />
      <Select
        label={t('editor.field.colour')}
        data={[
          { value: '', label: t('editor.colour.none') },
          ...cueColours.map((value) => ({ value, label: t(`editor.colour.${value}`) })),
        ]}
        value={common('colour')}
        onChange={(colour) => void all('colour', colour ?? '')}
      />
    </section>
  );
}
