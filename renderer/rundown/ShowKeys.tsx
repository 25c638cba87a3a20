import { UnstyledButton } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCornerDownRight,
  IconMinus,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconPlayerStop,
  IconPlayerTrackNext,
  IconPlus,
} from '@tabler/icons-react';
import { memo, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Caller } from './caller';
import classes from './ShowKeys.module.css';
import { keyNames } from './showKeys';

const minute = 60_000;

interface Face {
  readonly icon: typeof IconPlus;
  readonly label: string;
  readonly keyName: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly main?: boolean;
  readonly testId: string;
}

/** Drawn again only when it looks different. */
const KeyFace = memo(function KeyFace(props: Face) {
  const { icon: Icon, label, keyName, onClick, disabled = false, main, testId } = props;
  return (
    <UnstyledButton
      className={classes.key ?? ''}
      data-main={main || undefined}
      disabled={disabled}
      onClick={onClick}
      aria-keyshortcuts={keyName.replace(' ', '+')}
      data-testid={testId}
    >
      <span className={classes.label}>
        <Icon size={18} aria-hidden="true" />
        <span>{label}</span>
      </span>
      <kbd className={classes.kbd}>{keyName}</kbd>
    </UnstyledButton>
  );
});

/** What a press does changes with every second of the show; its face does not. */
function Key({ onClick, ...face }: Face) {
  const latest = useRef(onClick);
  latest.current = onClick;
  const press = useCallback(() => latest.current(), []);
  return <KeyFace {...face} onClick={press} />;
}

/** The show caller's commands, as buttons with their keys on them. None asks anything; each can be undone. */
export function ShowKeys({ caller }: { readonly caller: Caller }) {
  const { t } = useTranslation();
  const { room, show } = caller;
  const { phase, current } = room;
  const chosen = room.cues.find(({ cue }) => cue.id === caller.selected);
  const waiting = chosen?.state === 'next' || chosen?.state === 'later' || chosen?.state === 'skipped';
  const inRoom = room.room === '' ? {} : { room: room.room };
  return (
    <div className={classes.keys} role="toolbar" aria-label={t('stage.keys')}>
      <Key
        icon={phase === 'waiting' ? IconPlayerPlay : IconPlayerSkipForward}
        label={t(phase === 'waiting' ? 'stage.start' : 'stage.goNext')}
        keyName={keyNames.next}
        main
        disabled={phase === 'ended'}
        onClick={caller.next}
        testId={phase === 'waiting' ? 'show-start' : 'show-next'}
      />
      <Key
        icon={IconPlayerSkipBack}
        label={t('stage.goBack')}
        keyName={keyNames.back}
        disabled={phase === 'waiting'}
        onClick={() => caller.give({ kind: 'back', ...inRoom })}
        testId="show-back"
      />
      <Key
        icon={current?.held ? IconPlayerPlay : IconPlayerPause}
        label={t(current?.held ? 'stage.goOn' : 'stage.hold')}
        keyName={keyNames.hold}
        disabled={!current}
        onClick={caller.holdOrGoOn}
        testId="show-hold"
      />
      <Key
        icon={IconMinus}
        label={t('stage.minuteLess')}
        keyName={keyNames.shorter}
        disabled={!current && !waiting}
        onClick={() => caller.stretch(-minute)}
        testId="show-shorter"
      />
      <Key
        icon={IconPlus}
        label={t('stage.minuteMore')}
        keyName={keyNames.longer}
        disabled={!current && !waiting}
        onClick={() => caller.stretch(minute)}
        testId="show-longer"
      />
      <Key
        icon={IconPlayerStop}
        label={t('stage.endNow')}
        keyName={keyNames.end}
        disabled={!current}
        onClick={() => caller.give({ kind: 'end', ...inRoom })}
        testId="show-end"
      />
      <Key
        icon={IconCornerDownRight}
        label={t('stage.jump')}
        keyName={keyNames.jumpSelected}
        disabled={!chosen || chosen.state === 'current'}
        onClick={caller.jumpSelected}
        testId="show-jump"
      />
      <Key
        icon={IconPlayerTrackNext}
        label={t(chosen?.state === 'skipped' ? 'stage.unskip' : 'stage.skip')}
        keyName={keyNames.skipSelected}
        disabled={chosen ? !waiting : !room.next}
        onClick={caller.skipSelected}
        testId="show-skip"
      />
      <span className={classes.space} />
      <Key
        icon={IconArrowBackUp}
        label={t('common.undo')}
        keyName={keyNames.undo}
        disabled={show.rundown.commands.length === 0}
        onClick={caller.undo}
        testId="show-undo"
      />
      <Key
        icon={IconArrowForwardUp}
        label={t('stage.redo')}
        keyName={keyNames.redo}
        disabled={show.rundown.undone === 0}
        onClick={caller.redo}
        testId="show-redo"
      />
    </div>
  );
}
