import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AttendeeId } from '../../../shared/contract/ids';
import type { Cue } from '../../../shared/contract/rundown';
import { orpc } from '../../client';

interface Props {
  readonly cue: Cue;
  readonly onChange: (people: readonly AttendeeId[]) => void;
}

/** Who stands in a cue: the cast first, any other by name, Latin name or e-mail. */
export function PeoplePicker({ cue, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { data: found = [] } = useQuery(orpc.rundownEditor.people.queryOptions({ input: { typed } }));
  const options = new Map<string, string>();
  for (const { id, name, title } of [...cue.people, ...found])
    options.set(id, title === '' ? name : `${name} · ${title}`);
  return (
    <MultiSelect
      label={t('editor.people')}
      placeholder={cue.people.length === 0 ? t('editor.peopleHint') : ''}
      data={[...options].map(([value, label]) => ({ value, label }))}
      value={cue.people.map(({ id }) => id)}
      onChange={(ids) => onChange(ids.map((id) => AttendeeId.parse(id)))}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      nothingFoundMessage={t('editor.nobody')}
      data-testid="cue-people"
    />
  );
}
