import { setImmediate as turn } from 'node:timers/promises';
import type { Scan, ScanResult } from '../../shared/contract/checkin';
import { BadgePaper } from '../../shared/contract/desk';
import { confirmPerson } from '../store/confirmPerson';
import { getMeta } from '../store/meta';
import { hasPin } from '../store/pins';
import { recordScan } from '../store/scan';
import { recordWalkIn } from '../store/walkIn';
import { api } from './base';
import { leaveKiosk, startKiosk } from './kiosk';
import { readingsOf } from './readings';
import { makeScannerSheet } from './scannerSheet';
import { printSingleBadge } from './singleBadge';
import { wordOnWalkIn, wordsOfHost } from './wordOfHost';

export const desk = {
  heard: api.desk.heard.handler(({ context, input }) => {
    readingsOf(context).publish('reading', input);
  }),
  readings: api.desk.readings.handler(({ context, signal }) =>
    readingsOf(context).subscribe('reading', { ...(signal ? { signal } : {}) }),
  ),
  confirm: api.desk.confirm.handler(({ context, input }) => {
    confirmPerson(context.program().db, input.attendeeId, input.lastFour);
  }),
  walkIn: api.desk.walkIn.handler(async ({ context, input }) => {
    const standing = await wordOnWalkIn(context, input);
    const program = context.program();
    const { fresh, ...result } = recordWalkIn(program.db, input, program.now());
    if (fresh) context.changed('roster', 'badges', 'checkin');
    return { ...result, ...standing };
  }),
  admitGroup: api.desk.admitGroup.handler(async ({ context, input }) => {
    const { eventId, door, people } = input;
    const scans = people.map(({ id, attendeeId }): Scan => {
      const by = { by: 'attendee', attendeeId } as const;
      return { id, eventId, door, source: 'search', direction: 'in', by };
    });
    const words = await wordsOfHost(context, scans);
    const program = context.program();
    const results: ScanResult[] = [];
    for (const [i, scan] of scans.entries()) {
      const { objection, ...standing } = words[i] ?? {};
      const { fresh, ...result } = recordScan(program.db, scan, program.now(), null, objection);
      results.push({ ...result, ...standing });
      // A scan at the door goes before the rest of the group.
      await turn();
    }
    context.changed('checkin');
    return results;
  }),
  kioskPinSet: api.desk.kioskPinSet.handler(({ context }) => hasPin(context.program().db, 'kiosk')),
  startKiosk: api.desk.startKiosk.handler(({ context, input }) => startKiosk(context, input.pin)),
  leaveKiosk: api.desk.leaveKiosk.handler(({ context, input }) => leaveKiosk(context, input.pin)),
  fullScreen: api.desk.fullScreen.handler(({ context, input }) => context.shell.fullScreen(input.want)),
  testSheet: api.desk.testSheet.handler(async ({ context, input }) => ({
    document: await makeScannerSheet(context, input.printer, input.language),
  })),
  badgePaper: api.desk.badgePaper.handler(({ context }) => {
    const paper = BadgePaper.safeParse(getMeta(context.program().db, 'badge.paper'));
    return paper.success ? paper.data : 'label';
  }),
  printBadge: api.desk.printBadge.handler(async ({ context, input }) => ({
    document: await printSingleBadge(context, input),
  })),
};
