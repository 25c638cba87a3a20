import { assertNever } from '../shared/domain/assertNever';
import { CertificatesPage } from './certificates/CertificatesPage';
import { PrintPages } from './certificates/PrintPages';
import { DoorPage } from './checkin/DoorPage';
import { ScannerRelay } from './checkin/ScannerRelay';
import { ScannerHost } from './checkin/scanner';
import { ProgramPage } from './program/ProgramPage';
import { TodayPage } from './program/TodayPage';
import { PeoplePage } from './roster/PeoplePage';
import { StagePage } from './rundown/StagePage';
import { StageWindow } from './rundown/StageWindow';
import { ProgramProvider } from './ui/program';
import { type Job, useRoute } from './ui/route';
import { Shell } from './ui/Shell';

function JobPage({ job, rest }: { readonly job: Job; readonly rest: readonly string[] }) {
  switch (job) {
    case 'today':
      return <TodayPage />;
    case 'people':
      return <PeoplePage page={rest[0]} />;
    case 'door':
      return <DoorPage />;
    case 'stage':
      return <StagePage />;
    case 'certificates':
      return <CertificatesPage rest={rest} />;
    case 'program':
      return <ProgramPage rest={rest} />;
    default:
      return assertNever(job);
  }
}

/** What this window is for, by its route. */
export function App() {
  const route = useRoute();
  switch (route.kind) {
    case 'print':
      return <PrintPages id={route.id} />;
    case 'stage':
      return (
        <ProgramProvider>
          <ScannerRelay />
          <StageWindow screen={route.screen} />
        </ProgramProvider>
      );
    case 'job':
      return (
        <ProgramProvider>
          <Shell job={route.job}>
            <ScannerHost inLane={route.job === 'door'}>
              <JobPage job={route.job} rest={route.rest} />
            </ScannerHost>
          </Shell>
        </ProgramProvider>
      );
    default:
      return assertNever(route);
  }
}
