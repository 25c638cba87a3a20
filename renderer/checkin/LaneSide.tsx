import { Button, Kbd, SegmentedControl } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCamera,
  IconCameraOff,
  IconSearch,
  IconUserPlus,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Lane } from '../../shared/contract/checkin';
import type { EventSummary } from '../../shared/contract/events';
import { isStation } from '../client';
import { Conflicts } from '../stations/Conflicts';
import { useBilingual } from '../ui/i18n';
import { Disputes } from './Disputes';
import { DoorName } from './DoorName';
import { LaneMenu } from './LaneMenu';
import classes from './LaneSide.module.css';
import { LastHour } from './LastHour';
import { LastScans } from './LastScans';
import { useScanner } from './scanner';

/** What opens over the lane: for somebody without a badge, or whom a verdict stops. */
export type LanePanel = 'search' | 'walkIn' | 'group' | 'overrule' | 'dispute';

/** Beside the verdict: which door, how many are in, the last ten, and the keys. */
export function LaneSide({
  event,
  lane,
  undoable,
  onPanel,
}: {
  readonly event: EventSummary;
  readonly lane: Lane | undefined;
  /** What an undo takes back now (undoable.ts). */
  readonly undoable: Lane['undoable'];
  readonly onPanel: (panel: LanePanel) => void;
}) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { undo, camera, setCamera, direction, setDirection } = useScanner();
  const leaving = event.entry === 'leave_and_return';
  const CameraIcon = camera ? IconCameraOff : IconCamera;
  return (
    <aside className={classes.side}>
      <header className={classes.head}>
        <h2 className={classes.event}>{text(event.title, event.titleEn)}</h2>
        <div className={classes.names}>
          <DoorName />
          {!isStation && <LaneMenu />}
        </div>
      </header>
      {leaving && (
        <SegmentedControl
          fullWidth
          aria-label={t('door.direction')}
          value={direction}
          onChange={(value) => setDirection(value === 'out' ? 'out' : 'in')}
          data={[
            { value: 'in', label: t('door.in') },
            { value: 'out', label: t('door.out') },
          ]}
          data-testid="direction"
        />
      )}
      <dl className={classes.counts}>
        <div>
          <dt>{t(event.entry === 'once_a_day' ? 'door.presentToday' : 'door.present')}</dt>
          <dd data-testid="count-present">{lane?.present ?? '–'}</dd>
          {lane && lane.presentCast > 0 && (
            <dd className={classes.cast}>{t('door.castIncluded', { number: lane.presentCast })}</dd>
          )}
        </div>
        {leaving && (
          <div>
            <dt>{t('door.inside')}</dt>
            <dd data-testid="count-inside">{lane?.inside ?? '–'}</dd>
          </div>
        )}
        <div>
          <dt>{t('door.expected')}</dt>
          <dd className={classes.expected} data-testid="count-expected">
            {lane?.expected ?? '–'}
          </dd>
        </div>
      </dl>
      {lane && <LastHour entries={lane.lastHour} />}
      {lane && <Disputes disputes={lane.disputes} zone={event.zone} />}
      <Conflicts event={event} />
      <LastScans lines={lane?.last ?? []} zone={event.zone} />
      <div className={classes.keys}>
        <Button
          variant="default"
          leftSection={<IconSearch size={20} aria-hidden="true" />}
          rightSection={<Kbd>F2</Kbd>}
          onClick={() => onPanel('search')}
          data-testid="search-open"
        >
          {t('door.search')}
        </Button>
        <Button
          variant={camera ? 'light' : 'default'}
          leftSection={<CameraIcon size={20} aria-hidden="true" />}
          rightSection={<Kbd>F4</Kbd>}
          aria-pressed={camera}
          onClick={() => setCamera(!camera)}
          data-testid="camera-toggle"
        >
          {t(camera ? 'door.cameraOff' : 'door.cameraOn')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconUserPlus size={20} aria-hidden="true" />}
          rightSection={<Kbd>F6</Kbd>}
          onClick={() => onPanel('walkIn')}
          data-testid="walk-in-open"
        >
          {t('desk.walkIn')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconUsersGroup size={20} aria-hidden="true" />}
          rightSection={<Kbd>F7</Kbd>}
          onClick={() => onPanel('group')}
          data-testid="group-open"
        >
          {t('desk.group')}
        </Button>
        <Button
          className={classes.wide ?? ''}
          variant="default"
          leftSection={<IconArrowBackUp size={20} aria-hidden="true" />}
          rightSection={<Kbd>Ctrl+Z</Kbd>}
          justify="space-between"
          disabled={!undoable}
          onClick={() => undoable && undo(undoable.id)}
          data-testid="undo"
        >
          {undoable
            ? t('door.undo', { name: text(undoable.person.name, undoable.person.nameLatin) })
            : t('door.undoNothing')}
        </Button>
        {lane && (
          <p className={classes.ledger} title={lane.head.hash} data-testid="journal-head">
            {t('door.journal', { count: lane.head.rows, hash: lane.head.hash.slice(0, 8) })}
          </p>
        )}
      </div>
    </aside>
  );
}
