import { useTranslation } from 'react-i18next';
import { assertNever } from '../../shared/domain/assertNever';
import type { EventRef, ScannedPerson, Verdict } from '../../shared/domain/verdict';
import { useBilingual } from '../ui/i18n';
import { useNow, useTimeFormat } from '../ui/time';

/** A verdict in words: what it is, why, and what the steward does or says now. */
export interface VerdictText {
  readonly title: string;
  readonly fact: string;
  readonly advice: string;
}

/** Puts verdicts into words in the language on screen, with times in the event's zone. */
export function useVerdictText(zone: string | undefined): (verdict: Verdict) => VerdictText {
  const { t } = useTranslation();
  const text = useBilingual();
  const { time, shortDay } = useTimeFormat(zone);
  const now = useNow(60_000);
  // The day is said only where it is not today.
  const when = (at: number) => (shortDay(at) === shortDay(now) ? time(at) : `${shortDay(at)} ${time(at)}`);
  return (verdict) => {
    const words = (key: string, params: Readonly<Record<string, string>> = {}): VerdictText => ({
      title: t(`verdict.${key}.title`, params),
      fact: t(`verdict.${key}.fact`, params),
      advice: t(`verdict.${key}.advice`, params),
    });
    const withTheirs = (plain: VerdictText, theirs: EventRef | null): VerdictText => {
      if (!theirs) return plain;
      const title = text(theirs.title, theirs.titleEn);
      const at = `${shortDay(theirs.startsAt)} ${time(theirs.startsAt)}`;
      return { ...plain, advice: t('verdict.theirs', { title, time: at }) };
    };
    switch (verdict.kind) {
      case 'admitted':
        return verdict.firstAt === null
          ? { title: t('verdict.admitted.title'), fact: '', advice: t('verdict.admitted.advice') }
          : words('admittedAgain', { time: when(verdict.firstAt) });
      case 'admittedNote':
        return {
          title: t('verdict.admittedNote.title'),
          fact: verdict.note,
          advice: t('verdict.admittedNote.advice'),
        };
      case 'cameBack':
        return {
          ...words('cameBack', { time: when(verdict.firstAt) }),
          ...(verdict.note === '' ? {} : { advice: verdict.note }),
        };
      case 'goneOut':
        return verdict.enteredAt === null
          ? words('goneOutUnseen')
          : words('goneOut', { time: when(verdict.enteredAt) });
      case 'overruled':
        return verdict.reason === 'owner'
          ? words('overruledOwner')
          : words('overruled', { instead: t(`verdict.${verdict.instead}.title`), reason: verdict.reason });
      case 'waiting':
        return withTheirs(words('waiting'), verdict.theirs);
      case 'full':
        return words('full', { capacity: String(verdict.capacity) });
      case 'alreadyIn':
        return words('alreadyIn', { time: when(verdict.at), door: verdict.door });
      case 'notInvited': {
        const plain = words(verdict.invitation === null ? 'notInvited' : `notInvited_${verdict.invitation}`);
        return withTheirs(plain, verdict.theirs);
      }
      case 'tooEarly':
        return words('tooEarly', { time: when(verdict.opensAt) });
      case 'tooLate':
        return words('tooLate', { time: when(verdict.closedAt) });
      case 'revoked':
        return words('revoked', {
          time: when(verdict.since),
          reason: t(`verdict.reason.${verdict.reason ?? 'other'}`),
        });
      case 'forged':
      case 'foreign':
        return words(verdict.kind);
      case 'unknown':
        return words(verdict.why === 'noSuchBadge' ? 'noSuchBadge' : 'unknown');
      default:
        return assertNever(verdict);
    }
  };
}

/** What tells a person from another of the same name: their role where it is not the usual one, then where they come from. */
export function usePersonLine(): (
  person: Pick<ScannedPerson, 'role' | 'affiliation' | 'title' | 'team'>,
) => string {
  const { t } = useTranslation();
  return ({ role, affiliation, title, team }) =>
    [role === 'participant' ? '' : t(`verdict.role.${role}`), affiliation, title, team]
      .filter((part) => part !== '')
      .join(' · ');
}
