import { assertNever } from '../../shared/domain/assertNever';
import type { StationRole } from '../../shared/domain/stationAccess';

/** What a browser station shows, by its role. */
export function routeOfRole(role: StationRole): string {
  switch (role) {
    case 'lane':
      return '/door';
    case 'caller':
      return '/stage';
    case 'desk':
      return '/certificates/handover';
    case 'mc':
    case 'timer':
    case 'lobby':
    case 'backstage':
      return `/window/${role}`;
    default:
      return assertNever(role);
  }
}
