import { tryRule } from '../store/eligibility';
import { countMet } from '../store/metCounts';
import { listRules, overridesOf, putRule, removeRule, setOverride } from '../store/rules';
import { listTracks, putTrack, removeTrack } from '../store/tracks';
import { api } from './base';

export const rules = {
  list: api.rules.list.handler(async ({ context }) => {
    const { db } = context.program();
    const met = await countMet(db);
    return {
      tracks: listTracks(db),
      rules: listRules(db).map((named) => ({
        ...named,
        met: met.get(named.id) ?? 0,
        overrides: overridesOf(db, named.id).size,
      })),
    };
  }),
  try: api.rules.try.handler(({ context, input }) => tryRule(context.program().db, input.rule)),
  put: api.rules.put.handler(({ context, input }) => {
    putRule(context.program().db, input);
    context.changed('roster', 'certificates');
  }),
  remove: api.rules.remove.handler(({ context, input }) => {
    removeRule(context.program().db, input.id);
    context.changed('roster', 'certificates');
  }),
  putTrack: api.rules.putTrack.handler(({ context, input }) => {
    putTrack(context.program().db, input);
    context.changed('roster', 'certificates');
  }),
  removeTrack: api.rules.removeTrack.handler(({ context, input }) => {
    removeTrack(context.program().db, input.id);
    context.changed('roster');
  }),
  override: api.rules.override.handler(({ context, input: { ruleId, attendeeId, decided } }) => {
    const program = context.program();
    setOverride(program.db, ruleId, attendeeId, decided && { ...decided, at: program.now() });
    context.changed('roster', 'certificates');
  }),
};
