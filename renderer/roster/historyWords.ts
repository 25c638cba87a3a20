import type { InvitationStatus } from '../../shared/domain/admission';
import type { Say } from '../../shared/domain/explain';
import { roles } from '../../shared/domain/roles';
import { TrackResult } from '../../shared/domain/tracks';

const invitationStatuses: readonly InvitationStatus[] = ['invited', 'confirmed', 'declined', 'waiting'];

/** What kind of thing changed, and of what it was one (an event, a track, a rule), as the history keeps it: `kind:title`. */
export function changedField(field: string): { readonly kind: string; readonly of: string } {
  const [kind = '', of = ''] = field.split(/:(.*)/s);
  return { kind, of };
}

/** A value of the history in words. What is not known is shown as it is kept. */
export function changedValue(t: Say, field: string, value: string): string {
  if (value === '') return t('people.more.empty', {});
  switch (changedField(field).kind) {
    case 'role':
      return roles.some((role) => role === value) ? t(`people.role.${value}`, {}) : value;
    case 'invitation':
      return invitationStatuses.some((status) => status === value)
        ? t(`people.invitation.${value}`, {})
        : value;
    case 'track':
      return resultWords(t, value);
    case 'override':
      return decisionWords(t, value);
    default:
      return value;
  }
}

function readResult(value: string): TrackResult | undefined {
  try {
    return TrackResult.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}

function resultWords(t: Say, value: string): string {
  const result = readResult(value);
  if (!result) return value;
  const together = (words: readonly string[], none: string) =>
    words.filter((word) => word !== '').join(' · ') || t(none, {});
  switch (result.track) {
    case 'course':
      return t('people.more.result.course', { done: result.done, of: result.of });
    case 'competition': {
      if (!result.joined) return t('people.more.result.notJoined', {});
      const { percentile, medal } = result;
      const place = percentile === null ? '' : t('people.percentile', { number: percentile });
      return together(
        [place, medal === null ? '' : t(`people.medal.${medal}`, {})],
        'people.more.result.joined',
      );
    }
    case 'project':
      return together([result.team, result.title, result.award], 'people.more.result.noProject');
    default:
      return value;
  }
}

function decisionWords(t: Say, value: string): string {
  const [, sign, reason = ''] = /^([✓✗]) (.*)$/s.exec(value) ?? [];
  if (sign === undefined) return value;
  return `${t(`people.more.decided.${sign === '✓' ? 'met' : 'unmet'}`, {})}: ${reason}`;
}
