import { decisions, tryRule } from '../store/eligibility';
import { listRules, putRule, removeRule, setOverride } from '../store/rules';
import { listTracks, putTrack, removeTrack } from '../store/tracks';
import { api } from './base';

export const rules = {
  list: api.rules.list.handler(({ context }) => {
    const { db } = context.program();
    return {
      tracks: listTracks(db),
      rules: listRules(db).map((named) => {
        const decided = [...decisions(db, named.id).values()];
        return {
          ...named,
          met: decided.filter(({ met }) => met).length,
          overrides: decided.filter(({ override }) => override !== null).length,
        };
      }),
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
