import { Suspense } from 'react';
import type { CallerRole } from '../shared/domain/access';
import { assertNever } from '../shared/domain/assertNever';
import { DoorJob } from './checkin/DoorJob';
import { DoorPage } from './checkin/DoorPage';
import { KioskPage } from './checkin/KioskPage';
import { ScannerRelay } from './checkin/ScannerRelay';
import { ScannerHost } from './checkin/scanner';
import { isStation } from './client';
import { TodayPage } from './program/TodayPage';
import { LostConnection } from './stations/LostConnection';
import { PairPage } from './stations/PairPage';
import { AccessProvider, jobsOf, useAccess } from './ui/access';
import { useConnection, useEra } from './ui/connection';
import { LockScreen } from './ui/LockScreen';
import { lazyPage } from './ui/part';
import { ProgramProvider, useProgram } from './ui/program';
import { type Job, useRoute } from './ui/route';
import { Shell } from './ui/Shell';
import { VaultGate } from './ui/VaultGate';

// The other pages are files of their own, read when one is first shown. The door's is not: a key that is pressed right after the
// click that opens it is the lane's. Nor is the one by which a browser comes in: it is what is seen where nothing can be read.
const CertificatesPage = lazyPage(
  async () => (await import('./certificates/CertificatesPage')).CertificatesPage,
);
const HandoverDesk = lazyPage(async () => (await import('./certificates/HandoverDesk')).HandoverDesk);
const PrintPages = lazyPage(async () => (await import('./certificates/PrintPages')).PrintPages);
const ProgramPage = lazyPage(async () => (await import('./program/ProgramPage')).ProgramPage);
const PeoplePage = lazyPage(async () => (await import('./roster/PeoplePage')).PeoplePage);
const StagePage = lazyPage(async () => (await import('./rundown/StagePage')).StagePage);
const StageWindow = lazyPage(async () => (await import('./rundown/StageWindow')).StageWindow);

function JobPage({ job, rest }: { readonly job: Job; readonly rest: readonly string[] }) {
  switch (job) {
    case 'today':
      return <TodayPage />;
    case 'people':
      return <PeoplePage rest={rest} />;
    case 'door':
      return <DoorJob page={rest[0]} />;
    case 'stage':
      return <StagePage page={rest[0]} />;
    case 'certificates':
      return <CertificatesPage rest={rest} />;
    case 'program':
      return <ProgramPage rest={rest} />;
    default:
      return assertNever(job);
  }
}

/** Another machine's browser: its one job, without a frame. Without the host it does nothing that could be wrong. */
function StationWindow({ role }: { readonly role: CallerRole | null }) {
  const connection = useConnection();
  if (connection === 'lost') return <LostConnection />;
  if (role === 'mc') return <StageWindow screen="mc" room="" />;
  return (
    <ScannerHost inLane={role === 'steward'}>
      {role === 'steward' && <DoorPage />}
      {role === 'showCaller' && <StagePage page={undefined} />}
      {role === null && <HandoverDesk />}
    </ScannerHost>
  );
}

/** The main window: the jobs of whoever works here in their frame; or the kiosk, or the lock, whatever the route. */
function MainWindow({ job, rest }: { readonly job: Job; readonly rest: readonly string[] }) {
  const { kiosk } = useProgram();
  const { role } = useAccess();
  // The kiosk is the host's own window, not its stations'.
  if (isStation) return <StationWindow role={role} />;
  if (kiosk) {
    return (
      <ScannerHost inLane kiosk>
        <KioskPage />
      </ScannerHost>
    );
  }
  if (role === null) return <LockScreen />;
  if (role === 'mc') return <StageWindow screen="mc" room="" />;
  const theirs = jobsOf(role);
  const shown = theirs.includes(job) ? job : (theirs[0] ?? job);
  return (
    <Shell job={shown}>
      <ScannerHost inLane={shown === 'door'} testing={shown === 'door' && rest[0] === 'selftest'}>
        <Suspense fallback={null}>
          <JobPage job={shown} rest={rest} />
        </Suspense>
      </ScannerHost>
    </Shell>
  );
}

/** What this window is for, by its route. */
function Window() {
  const route = useRoute();
  const connection = useConnection();
  if (connection === 'connecting') return null;
  const code = isStation ? /^#\/pair\/(\d{6})/.exec(window.location.hash)?.[1] : undefined;
  if (connection === 'unknown' || code !== undefined) return <PairPage code={code} />;
  switch (route.kind) {
    case 'print':
      return <PrintPages id={route.id} />;
    case 'stage':
      return (
        <ProgramProvider>
          <ScannerRelay />
          <StageWindow screen={route.screen} room={route.room} />
        </ProgramProvider>
      );
    case 'job': {
      const window = (
        <ProgramProvider>
          <AccessProvider>
            <MainWindow job={route.job} rest={route.rest} />
          </AccessProvider>
        </ProgramProvider>
      );
      return isStation ? window : <VaultGate>{window}</VaultGate>;
    }
    default:
      return assertNever(route);
  }
}

/** A page that finds its host again begins anew, with what it knew. */
export function App() {
  const era = useEra();
  return (
    <Suspense fallback={null}>
      <Window key={era} />
    </Suspense>
  );
}
