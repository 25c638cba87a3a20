import { Button, Kbd } from '@mantine/core';
import {
  IconArrowBackUp,
  IconDeviceTv,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
} from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventId } from '../../shared/contract/ids';
import type { Cue } from '../../shared/contract/rundown';
import type { ShowTiming } from '../../shared/domain/rundown';
import { client } from '../client';
import { useShowRefusal } from '../ui/refusal';
import classes from './StagePage.module.css';

type Command = 'start' | 'next' | 'back' | 'undo';

/** Which command a physical key is: a Korean layout or half-typed syllable changes nothing. */
function commandOf(event: KeyboardEvent, phase: ShowTiming<Cue>['phase']): Command | undefined {
  if (event.altKey || event.shiftKey) return undefined;
  if (event.ctrlKey || event.metaKey) return event.code === 'KeyZ' ? 'undo' : undefined;
  switch (event.code) {
    case 'Space':
    case 'ArrowRight':
      return phase === 'waiting' ? 'start' : 'next';
    case 'ArrowLeft':
      return 'back';
    default:
      return undefined;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, [role="radiogroup"], [role="menu"]') !== null
  );
}

/** The show caller's commands, as buttons with their keys on them. None asks anything; each can be undone. */
export function ShowKeys(props: {
  readonly eventId: EventId;
  readonly phase: ShowTiming<Cue>['phase'];
  readonly commands: number;
}) {
  const { eventId, phase, commands } = props;
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const give = (command: Command) => {
    client.rundown[command]({ eventId }).catch(showRefusal);
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const command = commandOf(event, phase);
    if (!command || isTyping(event.target)) return;
    // Space would also press the button that has the focus.
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) give(command);
  });
  // A button under the focus is pressed when Space is let go.
  const onKeyUp = useEffectEvent((event: KeyboardEvent) => {
    if (event.code === 'Space' && !isTyping(event.target)) event.preventDefault();
  });
  useEffect(() => {
    const down = (event: KeyboardEvent) => onKey(event);
    const up = (event: KeyboardEvent) => onKeyUp(event);
    window.addEventListener('keydown', down, true);
    window.addEventListener('keyup', up, true);
    return () => {
      window.removeEventListener('keydown', down, true);
      window.removeEventListener('keyup', up, true);
    };
  }, []);
  return (
    <div className={classes.keys}>
      {phase === 'waiting' ? (
        <Button
          size="lg"
          leftSection={<IconPlayerPlay size={22} />}
          rightSection={<Kbd>Space</Kbd>}
          onClick={() => give('start')}
          data-testid="show-start"
        >
          {t('stage.start')}
        </Button>
      ) : (
        <Button
          size="lg"
          leftSection={<IconPlayerSkipForward size={22} />}
          rightSection={<Kbd>Space →</Kbd>}
          onClick={() => give('next')}
          disabled={phase === 'ended'}
          data-testid="show-next"
        >
          {t('stage.goNext')}
        </Button>
      )}
      <Button
        size="lg"
        variant="default"
        leftSection={<IconPlayerSkipBack size={22} />}
        rightSection={<Kbd>←</Kbd>}
        onClick={() => give('back')}
        disabled={phase === 'waiting'}
        data-testid="show-back"
      >
        {t('stage.goBack')}
      </Button>
      <Button
        size="lg"
        variant="default"
        leftSection={<IconArrowBackUp size={22} />}
        rightSection={<Kbd>Ctrl Z</Kbd>}
        onClick={() => give('undo')}
        disabled={commands === 0}
        data-testid="show-undo"
      >
        {t('common.undo')}
      </Button>
      <Button
        size="lg"
        variant="light"
        leftSection={<IconDeviceTv size={22} />}
        className={classes.agendaButton ?? ''}
        onClick={() => client.program.openAgendaWindow().catch(showRefusal)}
        data-testid="open-agenda"
      >
        {t('stage.openAgenda')}
      </Button>
    </div>
  );
}
