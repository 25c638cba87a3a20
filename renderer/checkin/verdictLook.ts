import {
  IconAlertOctagon,
  IconArrowBackUp,
  IconArrowsExchange,
  IconCheck,
  IconClockPause,
  IconDeviceFloppy,
  IconDoorEnter,
  IconDoorExit,
  IconExclamationMark,
  IconHandStop,
  IconHourglass,
  IconIdOff,
  IconInfoCircle,
  IconMoon,
  IconQuestionMark,
  IconRepeat,
  IconShieldCheck,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { VerdictKind } from '../../shared/domain/verdict';

export type SignKind = VerdictKind | 'undone' | 'disputed' | 'settled' | 'failed';

/** An outline in a square of 100 by 100, and what is drawn in it. No two verdicts share an outline. */
export interface SignLook {
  readonly outline: string;
  readonly Icon: typeof IconCheck;
  /** Size of the icon in that square. */
  readonly icon: number;
}

export const signLooks: Readonly<Record<SignKind, SignLook>> = {
  admitted: { outline: 'M50 2a48 48 0 1 1 0 96a48 48 0 1 1 0-96Z', Icon: IconCheck, icon: 68 },
  admittedNote: {
    outline: 'M50 2a48 48 0 1 1 0 96a48 48 0 1 1 0-96ZM50 2L70 2L70 8Z',
    Icon: IconInfoCircle,
    icon: 68,
  },
  cameBack: { outline: 'M2 50L26 6H74L98 50L74 94H26Z', Icon: IconDoorEnter, icon: 58 },
  goneOut: {
    outline: 'M6 26A20 20 0 0 1 26 6H66L98 50L66 94H26A20 20 0 0 1 6 74Z',
    Icon: IconDoorExit,
    icon: 52,
  },
  overruled: {
    outline:
      'M50 1L62 14L80 10L83 28L99 37L91 54L97 71L80 78L74 95L56 89L40 98L30 83L12 82L12 64L1 50L14 38L12 20L30 18Z',
    Icon: IconShieldCheck,
    icon: 54,
  },
  waiting: { outline: 'M14 4H86V24L62 50L86 76V96H14V76L38 50L14 24Z', Icon: IconHourglass, icon: 40 },
  full: { outline: 'M4 14H96V86H4Z', Icon: IconUsersGroup, icon: 60 },
  disputed: { outline: 'M30 2H70L98 30V70L70 98H30L2 70V30Z', Icon: IconAlertOctagon, icon: 60 },
  settled: { outline: 'M50 2L92 16V50C92 74 74 90 50 98C26 90 8 74 8 50V16Z', Icon: IconCheck, icon: 54 },
  alreadyIn: {
    outline: 'M22 4H78A18 18 0 0 1 96 22V78A18 18 0 0 1 78 96H22A18 18 0 0 1 4 78V22A18 18 0 0 1 22 4Z',
    Icon: IconRepeat,
    icon: 60,
  },
  notInvited: { outline: 'M30 2H70L98 30V70L70 98H30L2 70V30Z', Icon: IconHandStop, icon: 60 },
  tooEarly: { outline: 'M50 1L99 50L50 99L1 50Z', Icon: IconClockPause, icon: 50 },
  tooLate: { outline: 'M26 4H74L98 50L74 96H26L2 50Z', Icon: IconMoon, icon: 54 },
  revoked: { outline: 'M50 2L92 16V50C92 74 74 90 50 98C26 90 8 74 8 50V16Z', Icon: IconIdOff, icon: 58 },
  forged: { outline: 'M50 3L98 92H2Z', Icon: IconExclamationMark, icon: 40 },
  foreign: { outline: 'M50 2L98 40L80 97H20L2 40Z', Icon: IconArrowsExchange, icon: 52 },
  unknown: { outline: 'M4 4H96V96H4Z', Icon: IconQuestionMark, icon: 66 },
  undone: { outline: 'M30 20H70A30 30 0 0 1 70 80H30A30 30 0 0 1 30 20Z', Icon: IconArrowBackUp, icon: 46 },
  failed: { outline: 'M4 4H70L96 30V96H4Z', Icon: IconDeviceFloppy, icon: 56 },
};
