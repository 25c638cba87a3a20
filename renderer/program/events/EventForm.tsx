import { Button, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Admission, EntryPolicy, EventKind } from '../../../shared/contract/events';
import { roles } from '../../../shared/domain/roles';
import { orpc } from '../../client';
import { useBilingual } from '../../ui/i18n';
import classes from './EventPage.module.css';
import type { EventDraft, TypedTimes } from './useEventDraft';

interface Props {
  readonly draft: EventDraft;
  /** An event that is not stored yet: it can be given a code. */
  readonly fresh: boolean;
  readonly saving: boolean;
  readonly onSave: () => void;
}

/** Everything of an event that is typed. */
export function EventForm({ draft, fresh, saving, onSave }: Props) {
  const { t } = useTranslation();
  const { edit, set, problem, changed } = draft;
  return (
    <form
      className={classes.card}
      onSubmit={(submitted) => {
        submitted.preventDefault();
        onSave();
      }}
    >
      <TextInput
        size="md"
        label={t('events.form.title')}
        value={edit.title}
        maxLength={200}
        onChange={(e) => set({ title: e.currentTarget.value })}
        data-testid="event-title"
      />
      <TextInput
        size="md"
        label={t('events.form.titleEn')}
        value={edit.titleEn}
        maxLength={200}
        onChange={(e) => set({ titleEn: e.currentTarget.value })}
        data-testid="event-title-en"
      />
      <div className={classes.two}>
        <Select
          size="md"
          label={t('events.form.kind')}
          value={edit.kind}
          allowDeselect={false}
          data={EventKind.options.map((kind) => ({ value: kind, label: t(`events.kinds.${kind}`) }))}
          onChange={(value) => set({ kind: EventKind.catch(edit.kind).parse(value) })}
          data-testid="event-kind"
        />
        <NumberInput
          size="md"
          label={t('events.form.capacity')}
          placeholder={t('events.form.noLimit')}
          value={edit.capacity ?? ''}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          onChange={(value) => set({ capacity: typeof value === 'number' && value > 0 ? value : null })}
          data-testid="event-capacity"
        />
      </div>
      <TextInput
        size="md"
        label={t('events.form.venue')}
        value={edit.venue}
        maxLength={200}
        onChange={(e) => set({ venue: e.currentTarget.value })}
        data-testid="event-venue"
      />
      {fresh && (
        <TextInput
          size="md"
          label={t('events.form.code')}
          description={t('events.form.codeHint')}
          value={edit.code}
          maxLength={60}
          onChange={(e) => set({ code: e.currentTarget.value })}
          data-testid="event-code"
        />
      )}
      <Times draft={draft} />
      <Who draft={draft} />
      <div className={classes.buttons}>
        <Button
          type="submit"
          disabled={problem !== undefined || !changed}
          loading={saving}
          data-testid="event-save"
        >
          {t(fresh ? 'events.form.add' : 'common.save')}
        </Button>
        {!fresh && changed && (
          <Button variant="default" onClick={draft.reset}>
            {t('common.cancel')}
          </Button>
        )}
        {problem && problem !== 'title' && (
          <p className={classes.problem} role="alert">
            {t(`events.form.problem.${problem}`)}
          </p>
        )}
      </div>
    </form>
  );
}

function Times({ draft: { times, type, problem } }: { readonly draft: EventDraft }) {
  const { t } = useTranslation();
  const field = (name: keyof TypedTimes, wrong: boolean) => ({
    size: 'md' as const,
    label: t(`events.form.${name}`),
    value: times[name],
    error: wrong,
    onChange: (e: { readonly currentTarget: HTMLInputElement }) => type({ [name]: e.currentTarget.value }),
    'data-testid': `event-${name}`,
  });
  const late = problem === 'endBeforeStart';
  return (
    <>
      <div className={classes.two}>
        <TextInput type="date" {...field('day', problem === 'start' && times.day === '')} />
        <TextInput type="date" {...field('lastDay', late)} />
      </div>
      <div className={classes.three}>
        <TextInput
          {...field('doors', problem === 'doors' || problem === 'doorsAfterEnd')}
          placeholder={t('events.form.noDoors')}
        />
        <TextInput {...field('start', problem === 'start')} placeholder="14:00" />
        <TextInput {...field('end', problem === 'end' || late)} placeholder="18:00" />
      </div>
    </>
  );
}

function Who({ draft: { edit, set } }: { readonly draft: EventDraft }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { data: tags } = useQuery(orpc.roster.tags.queryOptions());
  const { data: rules } = useQuery(orpc.rules.list.queryOptions());
  const admits = [...edit.admits];
  const label = t(`events.form.admits.${edit.admission}`);
  return (
    <>
      <div className={classes.two}>
        <Select
          size="md"
          label={t('events.form.admission')}
          value={edit.admission}
          allowDeselect={false}
          data={Admission.options.map((each) => ({ value: each, label: t(`events.admissions.${each}`) }))}
          onChange={(value) => set({ admission: Admission.catch(edit.admission).parse(value), admits: [] })}
          data-testid="event-admission"
        />
        <Select
          size="md"
          label={t('events.form.entry')}
          value={edit.entry}
          allowDeselect={false}
          data={EntryPolicy.options.map((each) => ({ value: each, label: t(`events.entries.${each}`) }))}
          onChange={(value) => set({ entry: EntryPolicy.catch(edit.entry).parse(value) })}
          data-testid="event-entry"
        />
      </div>
      {edit.admission === 'roles' && (
        <MultiSelect
          size="md"
          label={label}
          data={roles.map((role) => ({ value: role, label: t(`people.role.${role}`) }))}
          value={admits}
          onChange={(value) => set({ admits: value })}
          data-testid="event-admits"
        />
      )}
      {edit.admission === 'tags' && (
        <TagsInput
          size="md"
          label={label}
          data={[...(tags ?? [])]}
          value={admits}
          onChange={(value) => set({ admits: value })}
          data-testid="event-admits"
        />
      )}
      {edit.admission === 'tracks' && (
        <MultiSelect
          size="md"
          label={label}
          data={(rules?.tracks ?? [])
            .filter(({ kind }) => kind !== 'attendance')
            .map((track) => ({ value: track.id, label: text(track.title, track.titleEn) }))}
          value={admits}
          onChange={(value) => set({ admits: value })}
          data-testid="event-admits"
        />
      )}
    </>
  );
}
