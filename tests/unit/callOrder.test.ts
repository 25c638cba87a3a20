import { describe, expect, it } from 'vitest';
import { AttendeeId } from '../../shared/contract/ids';
import { type Callable, callList, callsAfter, refusalOfCall } from '../../shared/domain/callOrder';
import type { GivenCommand } from '../../shared/domain/show';
import { at, cueId } from './show';

const conferral = { id: cueId(1), kind: 'conferral' };
const open = at('16:30');

function person(
  number: number,
  name: string,
  entered: string | null,
  team = '',
  seat = '',
): Callable & { readonly id: AttendeeId } {
  const id = AttendeeId.parse(`00000000-0000-7000-9000-${String(number).padStart(12, '0')}`);
  return { id, name, nameLatin: '', team, seat, enteredAt: entered === null ? null : at(entered) };
}

const hana = person(1, '하나', '13:30', '나팀', 'A-10');
const gaon = person(2, '가온', '13:40', '다팀', 'A-9');
const dasom = person(3, '다솜', '13:20', '', 'B-1');
const late = person(4, '가람', '16:40', '가팀', 'A-1');
const later = person(5, '가나', '16:45');
const absent = person(6, '나리', null);
const people = [later, hana, gaon, absent, dasom, late];

function listAfter(
  ...steps: readonly (readonly ['call' | 'passOver' | 'recall', { readonly id: AttendeeId }])[]
) {
  const commands = steps.map(
    ([kind, { id }]): GivenCommand => ({ at: open, command: { kind, cue: cueId(1), person: id } }),
  );
  return callList(people, callsAfter(conferral, commands), open);
}

const names = (due: readonly { readonly person: Callable }[]) =>
  due.map(({ person: { name } }) => name).join(' ');

describe('the names of a conferral', () => {
  it('are called 가나다; who came after it began stands at the end, marked, in the order of coming; who is not here is not called', () => {
    const list = listAfter();
    expect(names(list.waiting)).toBe('가온 다솜 하나 가람 가나');
    expect(list.waiting.map((due) => due.late)).toEqual([false, false, false, true, true]);
    expect(list.absent.map(({ name }) => name)).toEqual(['나리']);
  });

  it('before it begins nobody is late', () => {
    expect(names(callList(people, callsAfter(conferral, []), null).waiting)).toBe('가나 가람 가온 다솜 하나');
  });

  it.each([
    ['team', '하나 가온 다솜 가람 가나'],
    ['seat', '가온 하나 다솜 가람 가나'],
  ] as const)('by %s', (by, order) => {
    const given: GivenCommand = { at: open, command: { kind: 'callOrder', cue: cueId(1), by } };
    expect(names(callList(people, callsAfter(conferral, [given]), open).waiting)).toBe(order);
  });

  it('a name that was read is done; one that was set aside waits until it is called again, and is next then', () => {
    const list = listAfter(['call', gaon], ['passOver', dasom]);
    expect(names(list.called)).toBe('가온');
    expect(names(list.waiting)).toBe('하나 가람 가나');
    expect(names(list.passedOver)).toBe('다솜');
    const again = listAfter(['call', gaon], ['passOver', dasom], ['call', hana], ['recall', dasom]);
    expect(names(again.waiting)).toBe('다솜 가람 가나');
    expect(names(again.passedOver)).toBe('');
  });

  it('one who was called stays called, also where the entry was taken back', () => {
    const gone = people.map((each) => (each.id === gaon.id ? { ...each, enteredAt: null } : each));
    const call: GivenCommand = { at: open, command: { kind: 'call', cue: cueId(1), person: gaon.id } };
    const list = callList(gone, callsAfter(conferral, [call]), open);
    expect(names(list.called)).toBe('가온');
    expect(list.absent.map(({ name }) => name)).toEqual(['나리']);
  });

  it('nobody is called twice', () => {
    const call: GivenCommand = { at: open, command: { kind: 'call', cue: cueId(1), person: gaon.id } };
    const state = callsAfter(conferral, [call]);
    expect(refusalOfCall(state, { kind: 'call', cue: cueId(1), person: gaon.id })).toBe(
      'rundown.alreadyCalled',
    );
    expect(refusalOfCall(state, { kind: 'call', cue: cueId(1), person: hana.id })).toBeUndefined();
  });
});
