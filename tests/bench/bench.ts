import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundled, bundledFile, withProject, writeGraduation } from '../project.ts';
import { appMemory } from './appMemory.ts';
import { appStart } from './appStart.ts';
import { certificatesMemory } from './certificatesMemory.ts';
import { certificatesPdf } from './certificatesPdf.ts';
import type { Row } from './row.ts';
import { rundownBroadcast, rundownDrift } from './rundownWindows.ts';
import { scanDecode } from './scanDecode.ts';
import { scanGlass } from './scanGlass.ts';

const root = path.resolve(import.meta.dirname, '../..');
const out = path.join(root, 'out/bench');

/** The sample cohort at its graduation, as a rehearsal. */
async function graduation(): Promise<string> {
  const program = path.join(out, 'graduation.stagedoor');
  rmSync(program, { force: true });
  await writeGraduation(program);
  return program;
}

const fiveMinutes = 300;
const aMoment = 20;

/** A scan's verdict with so many people, and as many rows in the journal; the router put together as the app's is. */
const verdicts = (people: number) => async () => {
  const { scanVerdict } = (await bundled('tests/bench/scanVerdict.ts')) as typeof import('./scanVerdict.ts');
  return scanVerdict(out, people);
};

/** Both rows come of the same imports. */
const importing = () =>
  withProject(async (load) => {
    const { rosterImport } = (await load(
      '/tests/bench/rosterImport.ts',
    )) as typeof import('./rosterImport.ts');
    return rosterImport(out, 100_000);
  });

/** The machines put together as the app is. */
const stations = (measure: (bench: typeof import('./stations.ts')) => Promise<readonly Row[]>) => async () =>
  measure((await bundled('tests/bench/stations.ts')) as typeof import('./stations.ts'));

/** Both rows come of the same backups. */
const backingUp = async () => {
  const worker = await bundledFile('electron/store/backupWorker.ts');
  return withProject(async (load) => {
    const { backup } = (await load('/tests/bench/backup.ts')) as typeof import('./backup.ts');
    return backup(out, 100_000, worker);
  });
};

/** Every bench by the name of its row, or by what its rows' names begin with; `*` is any one part of a name. */
const benches: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  'scan.verdict.*.500': verdicts(500),
  'scan.verdict.*.100000': verdicts(100_000),
  'scan.verdict.*.1000000': verdicts(1_000_000),
  'certificates.issue.1000': () =>
    withProject(async (load) => {
      const { certificatesIssue } = (await load(
        '/tests/bench/certificatesIssue.ts',
      )) as typeof import('./certificatesIssue.ts');
      return certificatesIssue(out, 1000);
    }),
  'scan.decode': scanDecode,
  'scan.glass': async () => {
    const program = path.join(out, 'glass.stagedoor');
    rmSync(program, { force: true });
    await writeGraduation(program);
    return scanGlass(program);
  },
  'roster.search': () =>
    withProject(async (load) => {
      const { rosterSearch } = (await load(
        '/tests/bench/rosterSearch.ts',
      )) as typeof import('./rosterSearch.ts');
      return rosterSearch(out, 100_000);
    }),
  'roster.import': importing,
  'roster.importBlock': importing,
  'certificates.memory.1000': () =>
    certificatesMemory(async (came) => {
      const program = path.join(out, `memory-${came}.stagedoor`);
      rmSync(program, { force: true });
      await writeGraduation(program, { complete: 1000, came });
      return program;
    }, 1000),
  'app.start': async () => appStart(await graduation()),
  'app.memory.100000': async () => {
    const folder = path.join(out, 'memory');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const file = await withProject(async (load) => {
      const { manyPeople } = (await load('/tests/bench/scanVerdict.ts')) as typeof import('./scanVerdict.ts');
      const made = manyPeople(folder, 100_000);
      const { addCues } = (await load('/tests/store/stage.ts')) as typeof import('../store/stage.ts');
      addCues(made.db, made.eventId, [10, 20, 30]);
      const { makeSearchable } = (await load(
        '/tests/bench/inventedPeople.ts',
      )) as typeof import('./inventedPeople.ts');
      makeSearchable(made.db);
      made.db.raw.close();
      return made.file;
    });
    return appMemory(file, 100_000);
  },
  'backup.100000': backingUp,
  'backup.scans.p99.100000': backingUp,
  'certificates.pdf.1000': async () => {
    const program = path.join(out, 'thousand.stagedoor');
    rmSync(program, { force: true });
    await writeGraduation(program, { complete: 1000 });
    return certificatesPdf(program);
  },
  'station.verdict': stations(async ({ stationVerdict }) =>
    stationVerdict(out, await bundledFile('electron/network/dial.ts')),
  ),
  'station.sync.100000': stations(async ({ stationSync }) =>
    stationSync(out, 100_000, await bundledFile('electron/network/journalWorker.ts')),
  ),
  'hub.sync.100000': async () => {
    const { hubSync } = (await bundled('tests/bench/hub.ts')) as typeof import('./hub.ts');
    return hubSync(out, 100_000);
  },
  'rundown.project': async () => {
    const { rundownProject } = (await bundled(
      'tests/bench/rundownProject.ts',
    )) as typeof import('./rundownProject.ts');
    return rundownProject(1000);
  },
  'rundown.broadcast': async () => rundownBroadcast(await graduation()),
  // Five minutes where it is asked for by name or in a long run; in a run of all rows a moment, and its name says so.
  'rundown.drift': async () =>
    rundownDrift(
      await graduation(),
      process.argv.includes('rundown.drift') || process.env.STAGEDOOR_SOAK === '1' ? fiveMinutes : aMoment,
    ),
};

const asked = process.argv.slice(2);
/** A bench is asked for by its own name, by what that begins with, or by the name of one of its rows. */
const isOf = (bench: string) => (name: string) => {
  const [ofBench, ofName] = [bench.split('.'), name.split('.')];
  return ofName.every((part, i) => part === ofBench[i] || ofBench[i] === '*' || i >= ofBench.length);
};
const unknown = asked.filter((name) => !Object.keys(benches).some((bench) => isOf(bench)(name)));
if (unknown.length > 0) {
  console.error(`No such bench: ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
const rows: Row[] = [];
const made = new Set<() => Promise<readonly Row[]>>();
for (const [name, measure] of Object.entries(benches)) {
  if (made.has(measure) || (asked.length > 0 && !asked.some(isOf(name)))) continue;
  made.add(measure);
  for (const row of await measure()) {
    rows.push(row);
    console.log(
      `${row.name}: ${row.value} ${row.unit}; ${row.reference}: ${row.referenceValue}; ratio ${row.ratio}`,
    );
  }
}
writeFileSync(path.join(out, 'bench.json'), `${JSON.stringify(rows, null, 2)}\n`);
