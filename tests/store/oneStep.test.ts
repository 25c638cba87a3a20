import { oc } from '@orpc/contract';
import { call, implement } from '@orpc/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type AppContext, createContext, type Shell } from '../../electron/api/context';
import { inOneStep } from '../../electron/api/oneStep';
import { router } from '../../electron/api/router';
import { asProgram } from '../../electron/store/program';
import { makeDoor } from './door';

function makeMachine(): AppContext {
  const door = makeDoor();
  const context = createContext({} as Shell, () => {});
  context.exchange(() => asProgram(door.db, `${door.folder}/a.stagedoor`));
  return context;
}

const small = implement({
  desk: {
    find: oc.input(z.object({ name: z.string() })).output(z.object({ name: z.string(), age: z.int() })),
    findLater: oc.input(z.object({ name: z.string() })).output(z.object({ name: z.string() })),
  },
}).$context<AppContext>();

/** Gives out what is stored of somebody, more than the contract says. */
const stored = ({ input }: { readonly input: { readonly name: string } }) => ({
  ...input,
  age: input.name === '김민수' ? 20 : 20.5,
  phone: '010-1234-5678',
});

const desk = inOneStep(
  small.router({
    desk: {
      find: small.desk.find.handler(stored),
      findLater: small.desk.findLater.handler(async (o) => stored(o)),
    },
  }),
).desk;

test('what goes out is what the contract says and no more, at once or later', async () => {
  const context = makeMachine();
  const asked = { name: '김민수', sentAlong: true };
  expect(await call(desk.find, asked, { context })).toEqual({ name: '김민수', age: 20 });
  expect(await call(desk.findLater, asked, { context })).toEqual({ name: '김민수' });
});

test('an answer that is none by the contract does not go out', async () => {
  const answer = call(desk.find, { name: '이서연' }, { context: makeMachine() });
  await expect(answer).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
});

test('whoever asks wrongly is told what is wrong; whoever may not ask at all is told that, whatever they ask', async () => {
  const context = makeMachine();
  const input = JSON.parse('{ "eventId": "graduation" }');
  const ask = (by: AppContext) =>
    call(router.events.remove, input, { context: by, path: ['events', 'remove'] });
  await expect(ask(context)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    data: { issues: expect.arrayContaining([expect.objectContaining({ path: expect.any(Array) })]) },
  });
  const steward: AppContext = { ...context, caller: () => ({ role: 'steward', name: '' }) };
  await expect(ask(steward)).rejects.toMatchObject({ code: 'REFUSED', data: { reason: 'access.denied' } });
});
