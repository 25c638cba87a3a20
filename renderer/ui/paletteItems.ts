import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { matchRank, searchQuery } from '../../shared/domain/koreanSearch';
import { searchText } from '../../shared/domain/searchText';
import { client } from '../client';
import { rundownOptions } from '../rundown/rundownQuery';
import { useAccess } from './access';
import { useBilingual } from './i18n';
import { pageCommands } from './pageCommands';
import { useChosenEvent, useEvents } from './program';
import { useShowRefusal } from './refusal';
import { go, type Job } from './route';
import { useTimeFormat } from './time';

/** Something that the palette can go to or do. */
export interface PaletteItem {
  readonly key: string;
  readonly group: 'events' | 'cues' | 'commands';
  readonly title: string;
  readonly hint: string;
  readonly run: () => void;
}

/** A title in both languages as the one search reads it. */
const asText = (name: string, nameLatin: string) =>
  searchText({ name, nameLatin, email: '', phoneDigits: '', affiliation: '', team: '' });

/** The events, cues of the chosen event and commands that fit what was typed; with nothing typed, the commands. */
export function usePaletteItems(typed: string): readonly PaletteItem[] {
  const { t } = useTranslation();
  const text = useBilingual();
  const { shortDay } = useTimeFormat();
  const showRefusal = useShowRefusal();
  const { pins } = useAccess();
  const events = useEvents();
  const chosen = useChosenEvent();
  const { data: rundown } = useQuery(rundownOptions(chosen?.id));
  const query = searchQuery(typed);
  const fits = (title: string, other: string) =>
    query !== undefined && matchRank(asText(title, other), query) !== undefined;
  const command = (key: string, job: Job, run: () => void): PaletteItem => {
    const [title, hint] = [t(key), t(`shell.job.${job}`)];
    return { key, group: 'commands', title, hint: hint === title ? '' : hint, run };
  };
  const backUp = () => {
    // Its page says what comes of it, and where there is no place for one yet.
    go('program', 'backup');
    client.backups.make().catch(showRefusal);
  };
  const lock = () => void client.access.lock().catch(showRefusal);
  const commands: readonly PaletteItem[] = [
    ...pageCommands.map(({ text: key, to }) => command(key, to[0], () => go(...to))),
    command('backups.now', 'program', backUp),
    ...(pins.organizer ? [command('access.lock', 'program', lock)] : []),
  ];
  if (!query) return commands;
  const inBoth = (key: string) => fits(t(key, { lng: 'ko' }), t(key, { lng: 'en' }));
  return [
    ...events
      .filter((event) => fits(event.title, event.titleEn))
      .slice(0, 6)
      .map((event) => ({
        key: event.id,
        group: 'events' as const,
        title: text(event.title, event.titleEn),
        hint: shortDay(event.startsAt),
        run: () => {
          client.program
            .chooseEvent({ eventId: event.id })
            .then(() => go('today'))
            .catch(showRefusal);
        },
      })),
    ...(rundown?.cues ?? [])
      .filter((cue) => fits(cue.title, cue.titleEn))
      .slice(0, 6)
      .map((cue) => ({
        key: cue.id,
        group: 'cues' as const,
        title: text(cue.title, cue.titleEn),
        hint: cue.label,
        run: () => go('stage'),
      })),
    ...commands.filter(({ key }) => inBoth(key)),
  ];
}
