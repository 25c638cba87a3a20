import { Button, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallPerson } from '../../shared/contract/rundown';
import type { Due } from '../../shared/domain/callOrder';
import { CallOrder } from '../../shared/domain/show';
import type { Caller } from './caller';
import { SeatsButton } from './SeatsButton';
import classes from './SidePanel.module.css';
import { keyNames } from './showKeys';
import type { Calls } from './useCalls';

/** What tells a person apart when called: for an award what it is for, then team, seat and where from. */
export function aboutPerson({ award, team, seat, affiliation }: CallPerson): string {
  return [award, team, seat, affiliation].filter((text) => text !== '').join(' · ');
}

function First({ due }: { readonly due: Due<CallPerson> | undefined }) {
  const { t } = useTranslation();
  if (!due) return <p className={classes.heading}>{t('stage.call.nobody')}</p>;
  const { person, late } = due;
  return (
    <div className={classes.first} data-testid="call-first">
      <p className={classes.reading}>{person.reading || person.nameLatin}</p>
      <p className={classes.firstName}>{person.name}</p>
      <p className={classes.about}>{aboutPerson(person)}</p>
      {late && <span className={classes.late}>{t('stage.call.late')}</span>}
    </div>
  );
}

const shown = 8;

/** Calls the names of an award or a conferral, one after another. */
export function CallsPanel({ caller, calls }: { readonly caller: Caller; readonly calls: Calls }) {
  const { t } = useTranslation();
  const { list, cue, running } = calls;
  const [first, ...others] = list.waiting;
  const give = (kind: 'call' | 'passOver' | 'recall', due: Due<CallPerson> | undefined) => {
    if (due) caller.give({ kind, cue: cue.id, person: due.person.id });
  };
  const lastCalled = list.called.at(-1);
  return (
    <div className={classes.stack}>
      <p className={classes.counts} data-testid="call-counts">
        {t('stage.call.counts', {
          called: list.called.length,
          left: list.waiting.length,
          absent: list.absent.length,
        })}
      </p>
      <SegmentedControl
        fullWidth
        aria-label={t('stage.call.order')}
        value={list.by}
        onChange={(value) => caller.give({ kind: 'callOrder', cue: cue.id, by: CallOrder.parse(value) })}
        data={CallOrder.options.map((value) => ({ value, label: t(`stage.call.by.${value}`) }))}
        data-testid="call-order"
      />
      {list.by === 'seat' && <SeatsButton eventId={caller.event.id} />}
      <First due={first} />
      <div className={classes.row}>
        <Button
          onClick={() => give('call', first)}
          disabled={!first || !running}
          rightSection={<kbd className={classes.kbd}>{keyNames.call}</kbd>}
          data-testid="call-next"
        >
          {t('stage.call.called')}
        </Button>
        <Button
          variant="default"
          onClick={() => give('passOver', first)}
          disabled={!first || !running}
          rightSection={<kbd className={classes.kbd}>{keyNames.passOver}</kbd>}
          data-testid="call-pass"
        >
          {t('stage.call.passOver')}
        </Button>
      </div>
      <ol className={classes.names}>
        {others.slice(0, shown).map((due) => (
          <li key={due.person.id} data-testid="call-waiting">
            <span>
              {due.person.name} {due.late && <span className={classes.late}>{t('stage.call.late')}</span>}
            </span>
          </li>
        ))}
      </ol>
      {others.length > shown && (
        <p className={classes.heading}>{t('stage.call.more', { number: others.length - shown })}</p>
      )}
      {list.passedOver.length > 0 && <p className={classes.heading}>{t('stage.call.passedOver')}</p>}
      <ol className={classes.names}>
        {list.passedOver.map((due) => (
          <li key={due.person.id} data-testid="call-passed">
            <span>{due.person.name}</span>
            <Button
              size="compact-md"
              variant="default"
              onClick={() => give('recall', due)}
              data-testid="call-recall"
            >
              {t('stage.call.recall')}
            </Button>
          </li>
        ))}
      </ol>
      {lastCalled && (
        <p className={classes.heading} data-testid="call-last">
          {t('stage.call.lastCalled', { name: lastCalled.person.name })}
        </p>
      )}
    </div>
  );
}
