import { Button, MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invited } from '../../../shared/contract/events';
import type { AttendeeId } from '../../../shared/contract/ids';
import { orpc } from '../../client';
import classes from './EventPage.module.css';

interface Props {
  readonly known: readonly Invited[];
  readonly onInvite: (ids: readonly AttendeeId[], status: 'invited' | 'waiting') => void;
}

/** Finds people as everywhere else and puts them on the list, or into the waiting list. */
export function InvitePicker({ known, onInvite }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<AttendeeId, string>>(new Map());
  const text = typed.trim();
  const { data: found = [] } = useQuery(
    orpc.roster.search.queryOptions({ input: { text, eventId: null, limit: 20 }, enabled: text !== '' }),
  );
  const listed = new Set(known.filter(({ status }) => status !== null).map(({ id }) => id));
  const labels = new Map(chosen);
  for (const { id, name, affiliation, team, phoneLast4 } of found) {
    const more = [affiliation, team, phoneLast4].filter((each) => each !== '').join(' · ');
    if (!listed.has(id)) labels.set(id, more === '' ? name : `${name} (${more})`);
  }
  const give = (status: 'invited' | 'waiting') => {
    onInvite([...chosen.keys()], status);
    setChosen(new Map());
    setTyped('');
  };
  return (
    <div className={classes.picker}>
      <MultiSelect
        size="md"
        aria-label={t('events.invite.find')}
        placeholder={chosen.size === 0 ? t('events.invite.find') : ''}
        data={[...labels].map(([value, label]) => ({ value, label }))}
        value={[...chosen.keys()]}
        onChange={(ids) => setChosen(new Map([...labels].filter(([id]) => ids.includes(id))))}
        searchable
        searchValue={typed}
        onSearchChange={setTyped}
        filter={({ options }) => options}
        nothingFoundMessage={text === '' ? undefined : t('editor.nobody')}
        className={classes.pick ?? ''}
        data-testid="invite-find"
      />
      <Button disabled={chosen.size === 0} onClick={() => give('invited')} data-testid="invite-give">
        {t('events.invite.invite')}
      </Button>
      <Button
        variant="default"
        disabled={chosen.size === 0}
        onClick={() => give('waiting')}
        data-testid="invite-wait"
      >
        {t('events.invite.wait')}
      </Button>
    </div>
  );
}
