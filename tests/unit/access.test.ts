import { isContractProcedure } from '@orpc/contract';
import { expect, test } from 'vitest';
import { contract } from '../../shared/contract';
import { callerRoles, mayCall, pathsWithRights } from '../../shared/domain/access';

const procedures = Object.entries(contract).flatMap(([domain, router]) =>
  Object.entries(router).map(([name, procedure]) => ({ path: `${domain}.${name}`, procedure })),
);

test('every procedure of the contract has a row of rights, and there is no row without a procedure', () => {
  expect(procedures.filter(({ procedure }) => !isContractProcedure(procedure))).toEqual([]);
  expect([...pathsWithRights].sort()).toEqual(procedures.map(({ path }) => path).sort());
});

test('the organizer may everything; nobody may more than unlock; what has no row is the organizer’s', () => {
  expect(procedures.filter(({ path }) => !mayCall('organizer', path))).toEqual([]);
  expect(procedures.map(({ path }) => path).filter((path) => mayCall(null, path))).toEqual([
    'access.state',
    'access.unlock',
    'access.lock',
    'program.state',
    'program.changes',
    'program.time',
    'vault.state',
    'vault.open',
    'vault.leave',
  ]);
  for (const role of [...callerRoles, 'printPage', null] as const) {
    expect(mayCall(role, 'program.destroy')).toBe(role === 'organizer');
    for (const name of ['__proto__', 'constructor', 'toString', '']) {
      expect(mayCall(role, name)).toBe(role === 'organizer');
    }
  }
});

test('exports, templates, keys, imports, restoring and PINs are the organizer’s alone', () => {
  const own = procedures
    .map(({ path }) => path)
    .filter((path) =>
      /export|^(templates|proof|imports|register|certificates|spool|rules)\.|restore|setPin|setIdle|roster\.edit/i.test(
        path,
      ),
    );
  expect(own.length).toBeGreaterThan(40);
  for (const role of ['showCaller', 'mc', 'steward', 'printPage', null] as const) {
    expect(
      own.filter((path) => mayCall(role, path)),
      String(role),
    ).toEqual([]);
  }
});

test('an MC and a window that prints change nothing but what is theirs', () => {
  const changing =
    /\.(scan|undo|redo|give|say|edit|enter|walkIn|choose\w*|set\w*|revoke\w*|open|close|make\w*)$/;
  for (const role of ['mc', 'printPage'] as const) {
    expect(
      procedures.map(({ path }) => path).filter((path) => changing.test(path) && mayCall(role, path)),
    ).toEqual([]);
  }
  expect(procedures.map(({ path }) => path).filter((path) => mayCall('printPage', path))).toEqual([
    'printing.job',
    'printing.jobPages',
    'printing.jobReady',
  ]);
});
