import { type Job, jobs } from './route';

/** A page that the palette goes to: the key of what it is called, and where it is. */
interface PageCommand {
  readonly text: string;
  readonly to: readonly [Job, ...(readonly string[])];
}

/** The jobs, and the pages under them that organizers look for. */
export const pageCommands: readonly PageCommand[] = [
  ...jobs.map((job): PageCommand => ({ text: `shell.job.${job}`, to: [job] })),
  { text: 'people.import', to: ['people', 'import'] },
  { text: 'exports.title', to: ['people', 'export'] },
  { text: 'desk.page.paper', to: ['door', 'paper'] },
  { text: 'desk.page.kiosk', to: ['door', 'kiosk'] },
  { text: 'desk.page.selftest', to: ['door', 'selftest'] },
  { text: 'editor.page.editor', to: ['stage', 'editor'] },
  { text: 'editor.page.afterwards', to: ['stage', 'afterwards'] },
  { text: 'preflight.title', to: ['certificates', 'preflight'] },
  { text: 'templates.title', to: ['certificates', 'templates'] },
  { text: 'certificates.tab.register', to: ['certificates', 'register'] },
  { text: 'certificates.tab.handover', to: ['certificates', 'handover'] },
  { text: 'badges.title', to: ['certificates', 'badges'] },
  { text: 'proof.title', to: ['certificates', 'proof'] },
  { text: 'rules.open', to: ['program', 'rules'] },
  { text: 'events.add', to: ['program', 'event', 'new'] },
  { text: 'numbers.open', to: ['program', 'numbers'] },
  { text: 'stations.open', to: ['program', 'stations'] },
  { text: 'journal.check', to: ['program', 'journal'] },
];
