import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { ScanResult } from '../../shared/contract/checkin';
import type { EventSummary } from '../../shared/contract/events';
import { overrulable } from '../../shared/domain/verdict';
import { client, isStation, orpc } from '../client';
import { OwnCopy } from '../stations/OwnCopy';
import { useChosenEvent, useProgram } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import { CameraCorner } from './CameraCorner';
import { ChooseLane } from './ChooseLane';
import { DisputePanel } from './DisputePanel';
import classes from './DoorPage.module.css';
import { GroupPanel } from './GroupPanel';
import { type LanePanel, LaneSide } from './LaneSide';
import { OverrulePanel } from './OverrulePanel';
import { SearchPanel } from './SearchPanel';
import { useScanner } from './scanner';
import { undoableNow } from './undoable';
import { useKioskNotes } from './useKioskNotes';
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

/** Whether Escape is somebody's already: a panel's, a menu's, a field's or an input method's. */
function closesSomething(key: KeyboardEvent): boolean {
  if (key.defaultPrevented || key.isComposing || isTextField(key.target)) return true;
  return document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}

function OpenLane({ event }: { readonly event: EventSummary }) {
  const { door } = useProgram();
  const showRefusal = useShowRefusal();
  const { data: lane } = useQuery(
    orpc.checkin.lane.experimental_liveOptions({ input: { eventId: event.id, door } }),
  );
  useKioskNotes(lane?.last);
  const { shown, fresh, answer, undo, camera, setCamera, direction, setDirection } = useScanner();
  const [panel, setPanel] = useState<LanePanel>();
  const close = () => setPanel(undefined);
  const mine = shown?.eventId === event.id ? shown : undefined;
  const last = mine?.kind === 'verdict' ? mine.result : undefined;
  const mayOverrule = last && overrulable.some((kind) => kind === last.verdict.kind);
  const undoable = undoableNow(lane, mine);
  const doubtful = last?.verdict.kind === 'alreadyIn' ? last.verdict : undefined;
  // What a panel is about stays the same while it is open, whoever is scanned meanwhile.
  const [about, setAbout] = useState<ScanResult>();
  const ask = (which: LanePanel) => {
    setAbout(last);
    setPanel(which);
  };

  const pressed = useEffectEvent((key: KeyboardEvent) => {
    const control = key.ctrlKey || key.metaKey;
    if (key.code === 'F2' || (control && key.code === 'KeyF')) setPanel('search');
    else if (key.code === 'F8' && mayOverrule) ask('overrule');
    else if (key.code === 'F9' && doubtful) ask('dispute');
    else if (key.code === 'F3' && event.entry === 'leave_and_return')
      setDirection(direction === 'in' ? 'out' : 'in');
    else if (key.code === 'Escape' && !isStation && !closesSomething(key)) {
      client.desk.fullScreen({ want: 'leave' }).catch(showRefusal);
      return;
    } else if (key.code === 'F6') setPanel('walkIn');
    else if (key.code === 'F7') setPanel('group');
    else if (key.code === 'F4' && !key.altKey) setCamera(!camera);
    else if (control && key.code === 'KeyZ' && !key.shiftKey && !isTextField(key.target)) {
      if (undoable) undo(undoable.id);
    } else return;
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
          <VerdictView shown={mine} zone={event.zone} onPanel={ask} />
        ) : (
          <WaitingView event={event} last={mine} />
        )}
        <OwnCopy />
        {camera && <CameraCorner />}
        {panel === 'search' && <SearchPanel event={event} onClose={close} />}
        {panel === 'walkIn' && <WalkInPanel event={event} left={lane?.placesLeft ?? null} onClose={close} />}
        {panel === 'overrule' && about && (
          <OverrulePanel refused={about} onAdmitted={answer} onClose={close} />
        )}
        {panel === 'dispute' && about?.verdict.kind === 'alreadyIn' && (
          <DisputePanel event={event} scanId={about.id} verdict={about.verdict} onClose={close} />
        )}
        {panel === 'group' && <GroupPanel event={event} onClose={close} />}
      </div>
      <LaneSide event={event} lane={lane} undoable={undoable} onPanel={setPanel} />
    </div>
  );
}
