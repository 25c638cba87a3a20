import { Button, Checkbox, SegmentedControl, TextInput, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from 'uuidv7';
import type { EventSummary } from '../../shared/contract/events';
import { type AttendeeId, ScanId } from '../../shared/contract/ids';
import type { Person } from '../../shared/contract/roster';
import { isEntry, noteOf, personOf } from '../../shared/domain/verdict';
import { client, orpc } from '../client';
import { useBilingual } from '../ui/i18n';
import { useProgram } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import { useTimeFormat } from '../ui/time';
import { Panel } from './Panel';
import classes from './Panel.module.css';

type GroupKind = 'affiliation' | 'team';

interface PeopleGroup {
  readonly name: string;
  readonly members: readonly Person[];
}

/** Those who share a team or an affiliation, two at least; in 가나다 order. */
function groupsOf(people: readonly Person[], kind: GroupKind): readonly PeopleGroup[] {
  const groups = new Map<string, Person[]>();
  for (const person of people) {
    const name = person[kind].trim();
    if (name === '') continue;
    const members = groups.get(name);
    if (members) members.push(person);
    else groups.set(name, [person]);
  }
  const order = new Intl.Collator('ko', { numeric: true });
  return [...groups]
    .filter(([, members]) => members.length > 1)
    .map(([name, members]) => ({ name, members }))
    .sort((a, b) => order.compare(a.name, b.name));
}

/** A team, or a partner company's people, admitted in one go. */
export function GroupPanel({
  event,
  onClose,
}: {
  readonly event: EventSummary;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<GroupKind>('affiliation');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string>();
  const { data: people } = useQuery({
    ...orpc.roster.list.queryOptions({ input: { eventId: event.id } }),
    staleTime: 0,
  });
  const groups = groupsOf(people ?? [], kind).filter(({ name }) =>
    name.toLowerCase().includes(text.trim().toLowerCase()),
  );
  const group = groups.find(({ name }) => name === chosen) ?? groups[0];
  return (
    <Panel title={t('desk.groupTitle')} onClose={onClose} testId="group">
      <div className={classes.fields}>
        <TextInput
          size="md"
          autoFocus
          aria-label={t('desk.groupFind')}
          placeholder={t('desk.groupFind')}
          value={text}
          onChange={(change) => setText(change.currentTarget.value)}
          data-testid="group-find"
        />
        <SegmentedControl
          size="md"
          aria-label={t('desk.groupBy')}
          value={kind}
          onChange={(value) => setKind(value === 'team' ? 'team' : 'affiliation')}
          data={[
            { value: 'affiliation', label: t('desk.byAffiliation') },
            { value: 'team', label: t('desk.byTeam') },
          ]}
        />
      </div>
      {group ? (
        <div className={classes.columns}>
          <div className={classes.list}>
            {groups.map(({ name, members }) => (
              <UnstyledButton
                key={name}
                className={classes.group ?? ''}
                aria-pressed={name === group.name}
                onClick={() => setChosen(name)}
                data-testid="group-name"
              >
                <span>{name}</span>
                <span className={classes.count}>
                  {members.filter(({ inSince }) => inSince !== null).length}/{members.length}
                </span>
              </UnstyledButton>
            ))}
          </div>
          <Members key={`${kind} ${group.name}`} event={event} group={group} />
        </div>
      ) : (
        <p className={classes.line} role="status">
          {t(people && people.length === 0 ? 'desk.groupNobody' : 'desk.groupNone')}
        </p>
      )}
    </Panel>
  );
}

/** The people of a group with a tick each; who is in is ticked already. */
function Members({ event, group }: { readonly event: EventSummary; readonly group: PeopleGroup }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { door } = useProgram();
  const { time } = useTimeFormat(event.zone);
  const showRefusal = useShowRefusal();
  const [left, setLeft] = useState<ReadonlySet<AttendeeId>>(new Set());
  const [busy, setBusy] = useState(false);
  const [notIn, setNotIn] = useState<ReadonlySet<AttendeeId>>(new Set());
  const going = group.members.filter(({ id, inSince }) => inSince === null && !left.has(id));
  const tick = (id: AttendeeId, on: boolean) => {
    const next = new Set(left);
    if (on) next.delete(id);
    else next.add(id);
    setLeft(next);
  };
  const admit = async () => {
    setBusy(true);
    try {
      const results = await client.desk.admitGroup({
        eventId: event.id,
        door,
        people: going.map(({ id }) => ({ id: ScanId.parse(uuidv7()), attendeeId: id })),
      });
      const refused = going.filter((_person, i) => {
        const verdict = results[i]?.verdict;
        return !verdict || !isEntry(verdict);
      });
      setNotIn(new Set(refused.map(({ id }) => id)));
      const notes = results.flatMap(({ verdict }) => {
        const [person, note] = [personOf(verdict), noteOf(verdict)];
        return person && note !== '' ? [`${text(person.name, person.nameLatin)}: ${note}`] : [];
      });
      const own = results.some((result) => result.own) ? [t('door.own')] : [];
      const toRead = refused.length > 0 || notes.length > 0;
      const came =
        refused.length > 0
          ? t('desk.groupSome', {
              count: results.length - refused.length,
              names: refused.map(({ name, nameLatin }) => text(name, nameLatin)).join(', '),
            })
          : t('desk.groupAll', { count: results.length, group: group.name });
      notifications.show({
        color: toRead ? 'orange' : 'green',
        autoClose: toRead ? false : 6000,
        message: [came, ...own, ...notes].map((line) => <div key={line}>{line}</div>),
      });
    } catch (error) {
      showRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div style={{ display: 'contents' }}>
      <div className={classes.list}>
        {group.members.map(({ id, name, nameLatin, team, affiliation, inSince }) => (
          <div key={id} className={classes.member}>
            <Checkbox
              size="md"
              id={`member-${id}`}
              checked={inSince !== null || !left.has(id)}
              disabled={inSince !== null}
              onChange={(change) => tick(id, change.currentTarget.checked)}
              data-testid="group-member"
            />
            <label htmlFor={`member-${id}`}>
              {text(name, nameLatin)}{' '}
              <span className={classes.state}>{[affiliation, team].filter(Boolean).join(' · ')}</span>
            </label>
            <span className={classes.state}>
              {inSince !== null
                ? t('door.searchPresent', { time: time(inSince) })
                : notIn.has(id) && t('desk.notAdmitted')}
            </span>
          </div>
        ))}
      </div>
      <div className={classes.foot} style={{ gridColumn: '1 / -1' }}>
        <Button
          size="lg"
          loading={busy}
          disabled={going.length === 0}
          onClick={() => void admit()}
          data-testid="group-admit"
        >
          {t('desk.groupAdmit', { count: going.length })}
        </Button>
      </div>
    </div>
  );
}
