import { useTranslation } from 'react-i18next';
import { callerRoles } from '../../shared/domain/access';
import { assertNever } from '../../shared/domain/assertNever';
import type { EventRef, ScannedPerson, Verdict } from '../../shared/domain/verdict';
import { useBilingual } from '../ui/i18n';
import { useTimeFormat, useWhen } from '../ui/time';

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
  const when = useWhen(zone);
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
    const alreadyIn = ({ at, door, by }: Extract<Verdict, { kind: 'alreadyIn' }>): VerdictText => {
      const params = { time: when(at), door };
      const plain = words('alreadyIn', params);
      // A browser's lane goes by its door's name.
      if (!by || by === door) return plain;
      const role = callerRoles.find((one) => one === by);
      const who = role ? t(`access.roles.${role}`) : by;
      return { ...plain, fact: t('verdict.alreadyIn.factBy', { ...params, by: who }) };
    };
    const overruled = ({ reason, instead, note }: Extract<Verdict, { kind: 'overruled' }>): VerdictText => {
      const plain =
        reason === 'owner'
          ? words('overruledOwner')
          : words('overruled', { instead: t(`verdict.${instead}.title`), reason });
      return note === '' ? plain : { ...plain, advice: `${note} · ${plain.advice}` };
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
        return overruled(verdict);
      case 'waiting':
        return withTheirs(words('waiting'), verdict.theirs);
      case 'full':
        return words('full', { capacity: String(verdict.capacity) });
      case 'alreadyIn':
        return alreadyIn(verdict);
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
