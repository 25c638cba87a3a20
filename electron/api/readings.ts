import { EventPublisher } from '@orpc/server';
import type { Reading } from '../../shared/contract/desk';
import type { AppContext } from './context';

/** More than anybody scans while a page is busy. */
const mostWaiting = 10_000;

type Readings = EventPublisher<{ readonly reading: Reading }>;

const publishers = new WeakMap<AppContext, Readings>();

/** What keyboard scanners read, from the window that has the focus to the lane. In order, and none is dropped. */
export function readingsOf(context: AppContext): Readings {
  let readings = publishers.get(context);
  if (!readings) {
    readings = new EventPublisher({ maxBufferedEvents: mostWaiting });
    publishers.set(context, readings);
  }
  return readings;
}
