import { listEvents } from '../store/events';
import { api } from './base';

export const events = {
  list: api.events.list.handler(({ context }) => [...listEvents(context.program().db)]),
};
