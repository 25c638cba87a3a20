import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../shared/contract/events';
import { client, orpc } from '../client';
import { useBilingual } from '../ui/i18n';
import { useChosenEvent, useEvents } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import { go } from '../ui/route';
import { CueList } from './CueList';
import { type Caller, useCalledRoom, useCaller } from './caller';
import { AfterwardsPage } from './editor/AfterwardsPage';
import { EditorPage } from './editor/EditorPage';
import { StageTabs } from './editor/StageTabs';
import { sendPreset } from './MessagesPanel';
import { Notices } from './Notices';
import { NowNext } from './NowNext';
import { OfferBar } from './OfferBar';
import { ShowKeys } from './ShowKeys';
import { SidePanel } from './SidePanel';
import classes from './StagePage.module.css';
import { type KeyAction, keyAction } from './showKeys';
import { useCalls } from './useCalls';
import { useKeys } from './useKeys';
import { type Show, useShow } from './useShow';

function NoEvent() {
  const { t } = useTranslation();
  const text = useBilingual();
  const events = useEvents();
  const showRefusal = useShowRefusal();
  return (
    <div className={classes.empty}>
      <h1 className={classes.emptyTitle}>{t(events.length > 0 ? 'stage.choose' : 'stage.noEvents')}</h1>
      <p className={classes.emptyText}>{t(events.length > 0 ? 'stage.chooseHint' : 'stage.noEventsHint')}</p>
      {events.length === 0 ? (
        <Button onClick={() => go('people', 'import')}>{t('stage.import')}</Button>
      ) : (
        events.map((event) => (
          <Button
            key={event.id}
            variant="default"
            onClick={() => client.program.chooseEvent({ eventId: event.id }).catch(showRefusal)}
          >
            {text(event.title, event.titleEn)}
          </Button>
        ))
      )}
    </div>
  );
}

function NoRundown() {
  const { t } = useTranslation();
  return (
    <div className={classes.empty} data-testid="no-rundown">
      <h1 className={classes.emptyTitle}>{t('stage.noRundown')}</h1>
      <p className={classes.emptyText}>{t('stage.noRundownHint')}</p>
      <Button size="lg" onClick={() => go('stage', 'editor')} data-testid="build-rundown">
        {t('stage.build')}
      </Button>
      <Button size="lg" variant="default" onClick={() => go('people', 'import')}>
        {t('stage.import')}
      </Button>
    </div>
  );
}

const minute = 60_000;

/** What each key does. */
function actions(caller: Caller): Readonly<Record<Exclude<KeyAction, object>, () => void>> {
  const inRoom = caller.room.room === '' ? {} : { room: caller.room.room };
  return {
    next: caller.next,
    back: () => caller.give({ kind: 'back', ...inRoom }),
    hold: caller.holdOrGoOn,
    shorter: () => caller.stretch(-minute),
    longer: () => caller.stretch(minute),
    end: () => caller.give({ kind: 'end', ...inRoom }),
    jumpSelected: caller.jumpSelected,
    skipSelected: caller.skipSelected,
    moveUp: () => caller.moveSelected(-1),
    moveDown: () => caller.moveSelected(1),
    selectUp: () => caller.selectBy(-1),
    selectDown: () => caller.selectBy(1),
    accept: caller.accept,
    undo: caller.undo,
    redo: caller.redo,
    black: caller.blackOut,
    message: () => document.querySelector<HTMLElement>('[data-testid="message-text"]')?.focus(),
    call: () => caller.callNext('call'),
    passOver: () => caller.callNext('passOver'),
  };
}

/** Held down, these go on; any other command is given once. */
const repeating = new Set<KeyAction>(['selectUp', 'selectDown', 'shorter', 'longer']);

function Rooms({ caller }: { readonly caller: Caller }) {
  const { t } = useTranslation();
  const { rooms } = caller.show.timing;
  if (rooms.length < 2) return null;
  // Chosen with the pointer, the keys are the show's again, the arrows too; chosen with the arrows, they stay here.
  const letGo = ({ detail, currentTarget }: MouseEvent<HTMLElement>) => {
    const group = currentTarget;
    if (detail === 0) return;
    requestAnimationFrame(() => {
      const { activeElement } = document;
      if (activeElement instanceof HTMLElement && group.contains(activeElement)) activeElement.blur();
    });
  };
  return (
    <SegmentedControl
      aria-label={t('stage.rooms')}
      value={caller.room.room}
      onChange={caller.setRoom}
      onClick={letGo}
      data={rooms.map(({ room }) => ({ value: room, label: room || t('stage.hall') }))}
      data-testid="rooms"
    />
  );
}

function RunningStage({ event, show }: { readonly event: EventSummary; readonly show: Show }) {
  const { t } = useTranslation();
  const { data: screens } = useQuery(orpc.screens.live.experimental_liveOptions());
  const showRefusal = useShowRefusal();
  const called = useCalledRoom(show);
  const calls = useCalls(show, called.room);
  const caller = useCaller(event, show, called, calls);
  useKeys((key, typing) => {
    const action = keyAction(key, typing);
    if (!action) return false;
    if (key.repeat && !repeating.has(action)) return true;
    if (typeof action === 'object') sendPreset(event.id, t, action.preset).catch(showRefusal);
    else actions(caller)[action]();
    return true;
  });
  return (
    <div className={classes.stage} data-testid="stage">
      <Notices notices={show.rundown.notices} zone={event.zone} />
      <NowNext show={show} room={caller.room} zone={event.zone} />
      <ShowKeys caller={caller} />
      <OfferBar caller={caller} />
      <div className={classes.body}>
        <div className={classes.lists}>
          <div className={classes.above}>
            <StageTabs at="show" />
            <Rooms caller={caller} />
          </div>
          <CueList caller={caller} />
        </div>
        <SidePanel
          event={event}
          messages={show.rundown.messages}
          calls={calls}
          screens={screens}
          room={caller.room.room}
          onCommand={caller.give}
        />
      </div>
    </div>
  );
}

function OpenStage({ event }: { readonly event: EventSummary }) {
  const show = useShow(event.id);
  if (!show) return null;
  if (show.rundown.cues.length === 0) return <NoRundown />;
  return <RunningStage event={event} show={show} />;
}

/** The show caller's view of the chosen event; its rundown's editor; what the show came to. */
export function StagePage({ page }: { readonly page: string | undefined }) {
  const event = useChosenEvent();
  if (!event) return <NoEvent />;
  if (page === 'editor') return <EditorPage key={event.id} event={event} />;
  if (page === 'afterwards') return <AfterwardsPage key={event.id} event={event} />;
  return <OpenStage key={event.id} event={event} />;
}
