import { Button, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from 'uuidv7';
import type { ScanResult } from '../../shared/contract/checkin';
import type { EventSummary } from '../../shared/contract/events';
import { ScanId } from '../../shared/contract/ids';
import type { Person } from '../../shared/contract/roster';
import { typedMinutes } from '../../shared/domain/typedTime';
import { isEntry, personOf } from '../../shared/domain/verdict';
import { timeOnDay } from '../../shared/domain/zonedTime';
import { client, orpc } from '../client';
import { useBilingual } from '../ui/i18n';
import { useProgram } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import { useNow, useTimeFormat } from '../ui/time';
import classes from './DoorDesk.module.css';
import { PersonOption } from './PersonOption';
import { useVerdictText } from './useVerdictText';
import { VerdictSign } from './VerdictSign';
import colors from './verdictColors.module.css';

const most = 5;
const day = 24 * 3_600_000;
/** A time further ahead than this (ms) is meant of yesterday: ticked before midnight, typed after it. */
const ahead = 5 * 60_000;

/** An entry of this page: what was ticked, and whether it was taken back since. */
interface Typed {
  readonly result: ScanResult;
  readonly takenBack: boolean;
}

/** Takes in what was ticked on paper, as fast as it can be read out: the time stays, the name is found, Enter. */
export function PaperEntry({ event }: { readonly event: EventSummary }) {
  const { t } = useTranslation();
  const { door } = useProgram();
  const showRefusal = useShowRefusal();
  const now = useNow(5000);
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [clock, setClock] = useState('');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const [typed, setTyped] = useState<readonly Typed[]>([]);
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

  const enter = (who: Person) => {
    if (at === undefined) return;
    const id = ScanId.parse(uuidv7());
    // The next name may be typed before the answer is there.
    setText('');
    setChosen(0);
    field.current?.focus();
    client.paper.enter({ id, eventId: event.id, door, attendeeId: who.id, at }).then(
      (result) => setTyped((before) => [{ result, takenBack: false }, ...before]),
      (error: unknown) => {
        setText((since) => (since === '' ? asked : since));
        showRefusal(error);
      },
    );
  };
  const takeBack = ({ id: scanId }: ScanResult) =>
    client.checkin
      .undo({ id: ScanId.parse(uuidv7()), scanId, door })
      .then(
        () =>
          setTyped((before) =>
            before.map((one) => (one.result.id === scanId ? { ...one, takenBack: true } : one)),
          ),
        showRefusal,
      );
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
    <section className={`${classes.card} ${classes.wide}`} aria-label={t('paper.entry')}>
      <div>
        <h2 className={classes.heading}>{t('paper.entry')}</h2>
        <p className={classes.dim}>{t('paper.entryHint')}</p>
      </div>
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
      <div id={listId} role="listbox" aria-label={t('paper.who')}>
        {people.map((who, place) => (
          <PersonOption
            key={who.id}
            id={`${listId}-${who.id}`}
            person={who}
            zone={event.zone}
            chosen={who === person}
            onPoint={() => setChosen(place)}
            onAdmit={() => enter(who)}
          />
        ))}
      </div>
      {typed.length > 0 && <Entries typed={typed} zone={event.zone} takeBack={takeBack} />}
    </section>
  );
}

function Entries({
  typed,
  zone,
  takeBack,
}: {
  readonly typed: readonly Typed[];
  readonly zone: string;
  readonly takeBack: (result: ScanResult) => void;
}) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { time } = useTimeFormat(zone);
  const verdictText = useVerdictText(zone);
  return (
    <table className={classes.rows} data-testid="paper-entries">
      <thead>
        <tr>
          <th>{t('paper.time')}</th>
          <th>{t('paper.who')}</th>
          <th>{t('paper.verdict')}</th>
          <th aria-label={t('paper.takeBack')} />
        </tr>
      </thead>
      <tbody>
        {typed.map(({ result, takenBack }) => {
          const { kind } = result.verdict;
          const who = personOf(result.verdict);
          const words = verdictText(result.verdict);
          return (
            <tr key={result.id} data-testid="paper-row" data-kind={takenBack ? 'undone' : kind}>
              <td>{time(result.at)}</td>
              <td>{who ? text(who.name, who.nameLatin) : ''}</td>
              <td>
                <span
                  className={`${classes.finding} ${colors.tinted}`}
                  data-kind={takenBack ? 'undone' : kind}
                >
                  <VerdictSign kind={takenBack ? 'undone' : kind} className={classes.small ?? ''} />
                  {takenBack ? t('door.takenBack') : words.title}
                  {!takenBack && words.fact !== '' && <span className={classes.dim}>{words.fact}</span>}
                </span>
              </td>
              <td>
                {isEntry(result.verdict) && !takenBack && (
                  <Button variant="subtle" onClick={() => takeBack(result)} data-testid="paper-undo">
                    {t('paper.takeBack')}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
