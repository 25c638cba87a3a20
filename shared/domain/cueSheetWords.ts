import type { CueKind } from './cueKinds';
import { toZonedText } from './zonedTime';

export type PaperLanguage = 'ko' | 'en';

/** What stands on a cue sheet beside the cues themselves. */
export const words = {
  ko: {
    sheet: '큐시트',
    number: '큐',
    planned: '계획',
    actual: '실제',
    minutes: '분',
    title: '순서',
    people: '사람',
    crew: '준비물 · 메모',
    hard: '고정',
    skippable: '생략 가능',
    skipped: '건너뜀',
    hall: '홀',
    kind: {
      doors: '입장',
      video: '영상',
      host: '진행',
      speech: '축사',
      talk: '강연',
      award: '시상',
      conferral: '수여',
      break: '휴식',
      photo: '사진',
      networking: '교류',
    },
  },
  en: {
    sheet: 'Cue sheet',
    number: 'Cue',
    planned: 'Plan',
    actual: 'Actual',
    minutes: 'Min',
    title: 'Cue',
    people: 'People',
    crew: 'Materials · notes',
    hard: 'HARD',
    skippable: 'may skip',
    skipped: 'skipped',
    hall: 'Hall',
    kind: {
      doors: 'Doors',
      video: 'Video',
      host: 'Host',
      speech: 'Speech',
      talk: 'Talk',
      award: 'Award',
      conferral: 'Conferral',
      break: 'Break',
      photo: 'Photo',
      networking: 'Networking',
    },
  },
} as const satisfies Record<
  PaperLanguage,
  { readonly kind: Readonly<Record<CueKind, string>>; readonly [word: string]: unknown }
>;

/** What paper calls a kind of cue. */
export function kindWord(kind: CueKind, language: PaperLanguage): string {
  return words[language].kind[kind];
}

/** 14:05 in the zone. */
export function paperTime(at: number, zone: string): string {
  return toZonedText(at, zone).slice(11);
}

/** Whole minutes, or with one decimal: 12, 4.5. */
export function paperMinutes(ms: number): string {
  return String(Math.round(ms / 6000) / 10);
}
