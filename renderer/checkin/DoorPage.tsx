import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { EventSummary } from '../../shared/contract/events';
import { orpc } from '../client';
import { useChosenEvent, useProgram } from '../ui/program';
import { CameraCorner } from './CameraCorner';
import { ChooseLane } from './ChooseLane';
import classes from './DoorPage.module.css';
import { GroupPanel } from './GroupPanel';
import { type LanePanel, LaneSide } from './LaneSide';
import { SearchPanel } from './SearchPanel';
import { useScanner } from './scanner';
import { VerdictView } from './VerdictView';
import { WaitingView } from './WaitingView';
import { WalkInPanel } from './WalkInPanel';

/** The door of the chosen event. */
export function DoorPage() {
  const event = useChosenEvent();
  return event ? <OpenLane key={event.id} event={event} /> : <ChooseLane />;
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function OpenLane({ event }: { readonly event: EventSummary }) {
  const { door } = useProgram();
  const { data: lane } = useQuery(
    orpc.checkin.lane.experimental_liveOptions({ input: { eventId: event.id, door } }),
  );
  const { shown, fresh, undo, camera, setCamera } = useScanner();
  const [panel, setPanel] = useState<LanePanel>();
  const close = () => setPanel(undefined);
  const mine = shown?.eventId === event.id ? shown : undefined;

  const pressed = useEffectEvent((key: KeyboardEvent) => {
    const control = key.ctrlKey || key.metaKey;
    if (key.code === 'F2' || (control && key.code === 'KeyF')) setPanel('search');
    else if (key.code === 'F6') setPanel('walkIn');
    else if (key.code === 'F7') setPanel('group');
    else if (key.code === 'F4' && !key.altKey) setCamera(!camera);
    else if (control && key.code === 'KeyZ' && !key.shiftKey && !isTextField(key.target))
      undo(lane?.undoable?.id);
    else return;
    key.preventDefault();
  });
  useEffect(() => {
    const listen = (key: KeyboardEvent) => pressed(key);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  return (
    <div className={classes.lane} data-testid="lane">
      <div className={classes.main}>
        {mine && fresh ? (
          <VerdictView shown={mine} zone={event.zone} />
        ) : (
          <WaitingView event={event} last={mine} />
        )}
        {camera && <CameraCorner />}
        {panel === 'search' && <SearchPanel event={event} onClose={close} />}
        {panel === 'walkIn' && <WalkInPanel event={event} onClose={close} />}
        {panel === 'group' && <GroupPanel event={event} onClose={close} />}
      </div>
      <LaneSide event={event} lane={lane} onPanel={setPanel} />
    </div>
  );
}
