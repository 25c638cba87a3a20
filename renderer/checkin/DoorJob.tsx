import { DoorPage } from './DoorPage';
import { KioskStart } from './KioskStart';
import { PaperPage } from './PaperPage';
import { SelfTestPage } from './SelfTestPage';

/** The door's pages: the lane, and what is set up beside it. */
export function DoorJob({ page }: { readonly page: string | undefined }) {
  switch (page) {
    case 'kiosk':
      return <KioskStart />;
    case 'paper':
      return <PaperPage />;
    case 'selftest':
      return <SelfTestPage />;
    default:
      return <DoorPage />;
  }
}
