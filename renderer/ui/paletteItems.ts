import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { matchRank, searchQuery, searchText } from '../../shared/domain/koreanSearch';
import { client } from '../client';
import { rundownOptions } from '../rundown/rundownQuery';
import { useBilingual } from './i18n';
import { useChosenEvent, useEvents } from './program';
import { useShowRefusal } from './refusal';
import { go, jobs } from './route';
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
  const events = useEvents();
  const chosen = useChosenEvent();
  const { data: rundown } = useQuery(rundownOptions(chosen?.id));
  const query = searchQuery(typed);
  const fits = (title: string, other: string) =>
    query !== undefined && matchRank(asText(title, other), query) !== undefined;
  const commands: readonly PaletteItem[] = [
    ...jobs.map((job) => ({ title: t(`shell.job.${job}`), run: () => go(job) })),
    { title: t('people.import'), run: () => go('people', 'import') },
    { title: t('rules.open'), run: () => go('program', 'rules') },
  ].map(({ title, run }) => ({ key: title, group: 'commands', title, hint: '', run }));
  if (!query) return commands;
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
    ...commands.filter(({ title }) => fits(title, title)),
  ];
}
