import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from 'uuidv7';
import type { ScanResult } from '../../shared/contract/checkin';
import type { EventSummary } from '../../shared/contract/events';
import { ScanId } from '../../shared/contract/ids';
import type { Person } from '../../shared/contract/roster';
import type { Direction } from '../../shared/domain/admission';
import { typedMinutes } from '../../shared/domain/typedTime';
import { timeOnDay } from '../../shared/domain/zonedTime';
import { client, orpc } from '../client';
import { useProgram } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import { useNow } from '../ui/time';
import classes from './DoorDesk.module.css';
import { FoundPeople } from './FoundPeople';
import { OverrulePanel } from './OverrulePanel';
import { PaperEntries, type TypedEntry } from './PaperEntries';

const most = 5;
const day = 24 * 3_600_000;
/** A time further ahead than this (ms) is meant of yesterday: ticked before midnight, typed after it. */
const ahead = 5 * 60_000;

/** Takes in what was ticked on paper, as fast as it can be read out: the time stays, the name is found, Enter. */
export function PaperEntry({ event }: { readonly event: EventSummary }) {
  const { t } = useTranslation();
  const { door } = useProgram();
  const showRefusal = useShowRefusal();
  const now = useNow(5000);
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const found = useRef<HTMLDivElement>(null);
  const entered = useRef<HTMLDivElement>(null);
  const [clock, setClock] = useState('');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const [typed, setTyped] = useState<readonly TypedEntry[]>([]);
  const [direction, setDirection] = useState<Direction>('in');
  const [refused, setRefused] = useState<ScanResult>();
  const asked = text.trim();
  const { data } = useQuery({
    ...orpc.roster.search.queryOptions({ input: { text: asked, eventId: event.id, limit: most } }),
    enabled: asked !== '',
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const people = asked === '' ? [] : (data ?? []);
  const person = people[Math.min(chosen, people.length - 1)];
  const minutes = typedMinutes(clock);
  const today = minutes === undefined ? undefined : timeOnDay(now, minutes, event.zone);
  const at = today !== undefined && today > now + ahead ? today - day : today;

  // Who is found, and who was entered, stands below the fold of a low screen.
  const [hits, rows] = [people.length, typed.length];
  useEffect(() => {
    if (hits > 0) found.current?.scrollIntoView({ block: 'nearest' });
    else if (rows > 0) entered.current?.scrollIntoView({ block: 'nearest' });
  }, [hits, rows]);

  const enter = (who: Person) => {
    if (at === undefined) return;
    const id = ScanId.parse(uuidv7());
    // The next name may be typed before the answer is there.
    setText('');
    setChosen(0);
    field.current?.focus();
    client.paper.enter({ id, eventId: event.id, door, attendeeId: who.id, direction, at }).then(
      (result) => setTyped((before) => [{ result, takenBack: false }, ...before]),
      (error: unknown) => {
        setText((since) => (since === '' ? asked : since));
        showRefusal(error);
      },
    );
  };
  const replace = (old: ScanResult, changed: Partial<TypedEntry>) =>
    setTyped((before) => before.map((one) => (one.result.id === old.id ? { ...one, ...changed } : one)));
  const takeBack = (result: ScanResult) =>
    client.checkin
      .undo({ id: ScanId.parse(uuidv7()), scanId: result.id, door })
      .then(() => replace(result, { takenBack: true }), showRefusal);
  const pressed = (key: KeyboardEvent) => {
    // The Enter that ends a Hangul composition chooses nobody yet.
    if (key.nativeEvent.isComposing) return;
    if (key.key === 'ArrowDown') setChosen(Math.min(chosen + 1, people.length - 1));
    else if (key.key === 'ArrowUp') setChosen(Math.max(chosen - 1, 0));
    else if (key.key === 'Enter' && person) enter(person);
    else return;
    key.preventDefault();
  };

  return (
    <>
      <section className={`${classes.card} ${classes.wide}`} aria-label={t('paper.entry')}>
        <div>
          <h2 className={classes.heading}>{t('paper.entry')}</h2>
          <p className={classes.dim}>{t('paper.entryHint')}</p>
        </div>
        {event.entry === 'leave_and_return' && (
          <SegmentedControl
            size="md"
            aria-label={t('door.direction')}
            value={direction}
            onChange={(value) => setDirection(value === 'out' ? 'out' : 'in')}
            data={[
              { value: 'in', label: t('paper.cameIn') },
              { value: 'out', label: t('paper.wentOut') },
            ]}
            data-testid="paper-direction"
          />
        )}
        <div className={classes.entry}>
          <TextInput
            size="lg"
            label={t('paper.time')}
            placeholder="14:02"
            value={clock}
            onChange={({ currentTarget }) => setClock(currentTarget.value)}
            error={clock.trim() !== '' && minutes === undefined ? t('paper.noTime') : null}
            data-testid="paper-time"
          />
          <TextInput
            ref={field}
            size="lg"
            label={t('paper.who')}
            placeholder={t('door.searchPlaceholder')}
            value={text}
            onChange={({ currentTarget }) => {
              setText(currentTarget.value);
              setChosen(0);
            }}
            onKeyDown={pressed}
            role="combobox"
            aria-expanded={people.length > 0}
            aria-controls={listId}
            aria-activedescendant={person ? `${listId}-${person.id}` : undefined}
            data-testid="paper-who"
          />
          <Button
            size="lg"
            disabled={!person || at === undefined}
            onClick={() => person && enter(person)}
            data-testid="paper-enter"
          >
            {t('paper.enter')}
          </Button>
        </div>
        {asked !== '' && at === undefined && <p role="alert">{t('paper.timeFirst')}</p>}
        <div ref={found} id={listId} role="listbox" aria-label={t('paper.who')}>
          <FoundPeople
            listId={listId}
            people={people}
            chosen={person}
            zone={event.zone}
            onPoint={setChosen}
            onAdmit={enter}
          />
        </div>
        <div ref={entered}>
          {typed.length > 0 && (
            <PaperEntries typed={typed} zone={event.zone} takeBack={takeBack} overrule={setRefused} />
          )}
        </div>
      </section>
      {refused && (
        <OverrulePanel
          refused={refused}
          onAdmitted={(result) => replace(refused, { result })}
          onClose={() => setRefused(undefined)}
        />
      )}
    </>
  );
}
