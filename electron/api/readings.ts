import { EventPublisher } from '@orpc/server';
import type { Reading } from '../../shared/contract/desk';
import type { AppContext } from './context';

/** More than anybody scans while a page is busy. */
const mostWaiting = 10_000;

type Readings = EventPublisher<{ readonly reading: Reading }>;

/** By the context's topics: the context itself is a copy in each call. */
const publishers = new WeakMap<AppContext['topics'], Readings>();

/** What keyboard scanners read, from the window that has the focus to the lane. In order, and none is dropped. */
export function readingsOf({ topics }: AppContext): Readings {
  let readings = publishers.get(topics);
  if (!readings) {
    readings = new EventPublisher({ maxBufferedEvents: mostWaiting });
    publishers.set(topics, readings);
  }
  return readings;
}
