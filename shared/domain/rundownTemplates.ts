import type { CueId } from '../contract/ids';
import type { CueKind } from './cueKinds';
import type { PlannedCue } from './rundownEdit';

export const rundownTemplates = ['graduation', 'meetup', 'techTalk'] as const;
export type RundownTemplate = (typeof rundownTemplates)[number];

interface Row {
  readonly kind: CueKind;
  readonly title: string;
  readonly titleEn: string;
  readonly minutes: number;
  readonly least?: number;
  readonly part?: string;
  readonly room?: string;
  /** Minutes from the event's start. */
  readonly at?: number;
  readonly hard?: true;
  readonly skippable?: true;
  readonly script?: string;
  readonly materials?: string;
}

const row = (
  kind: CueKind,
  title: string,
  titleEn: string,
  minutes: number,
  more: Omit<Row, 'kind' | 'title' | 'titleEn' | 'minutes'> = {},
): Row => ({ kind, title, titleEn, minutes, ...more });

const rows: Readonly<Record<RundownTemplate, readonly Row[]>> = {
  graduation: [
    row('doors', '입장 및 체크인', 'Doors and check-in', 60, { at: -60, part: '입장' }),
    row('video', '오프닝 영상', 'Opening video', 4, {
      at: 0,
      hard: true,
      part: '1부',
      materials: '영상 파일 · 음향 확인',
    }),
    row('host', '개회', 'Opening', 6, {
      least: 4,
      part: '1부',
      script: '안녕하십니까. 오늘 사회를 맡은 {사회자}입니다.\n지금부터 수료식을 시작하겠습니다.',
    }),
    row('speech', '축사', 'Congratulatory remarks', 8, {
      least: 5,
      part: '1부',
      script: '{축사하실 분} 님을 모시겠습니다. 큰 박수로 맞아 주십시오.',
    }),
    row('talk', '선배 강연', 'Alumni talk', 20, { least: 15, part: '1부' }),
    row('break', '휴식', 'Break', 15, { least: 5, skippable: true, part: '1부' }),
    row('award', '우수 프로젝트 시상', 'Project awards', 12, {
      least: 10,
      part: '2부',
      materials: '상장 · 부상 · 시상 음악',
    }),
    row('conferral', '수료증 수여', 'Conferral of certificates', 35, {
      least: 30,
      at: 150,
      hard: true,
      part: '2부',
      materials: '수료증(호명 순서대로)',
    }),
    row('photo', '단체 사진', 'Group photo', 10, { least: 5, part: '2부' }),
    row('networking', '네트워킹', 'Networking', 45, { least: 20, part: '2부' }),
  ],
  meetup: [
    row('doors', '입장', 'Doors', 30, { at: -30 }),
    row('host', '인사와 안내', 'Welcome', 5, { at: 0, least: 3 }),
    row('talk', '진행 상황 공유', 'Where we stand', 15, { least: 10 }),
    row('networking', '조별 이야기', 'Talk in groups', 40, { least: 25 }),
    row('break', '쉬는 시간', 'Break', 10, { least: 5, skippable: true }),
    row('talk', '조별 발표', 'Groups present', 30, { least: 20 }),
    row('host', '마무리', 'Closing', 5, { least: 3 }),
    row('photo', '단체 사진', 'Group photo', 5, { skippable: true }),
  ],
  techTalk: [
    row('doors', '입장', 'Doors', 30, { at: -30 }),
    row('host', '소개', 'Introduction', 5, { at: 0, hard: true, least: 3 }),
    row('talk', '기술 강연', 'Tech talk', 40, { least: 30 }),
    row('talk', '질의응답', 'Questions and answers', 15, { least: 5 }),
    row('break', '쉬는 시간', 'Break', 10, { least: 5, skippable: true }),
    row('talk', '실습 (A실)', 'Workshop (room A)', 45, { at: 70, least: 30, room: 'A' }),
    row('talk', '실습 (B실)', 'Workshop (room B)', 45, { at: 70, least: 30, room: 'B' }),
    row('networking', '네트워킹', 'Networking', 20, { at: 115, skippable: true }),
  ],
};

const minute = 60_000;

/** A template's cues for an event that starts at `startsAt` (UTC ms), numbered on from `firstNumber`. */
export function templateCues(
  template: RundownTemplate,
  startsAt: number,
  firstNumber: number,
  newId: () => CueId,
): readonly PlannedCue[] {
  return rows[template].map(({ minutes, least, at, hard, ...cue }, index) => ({
    id: newId(),
    label: String(firstNumber + index),
    kind: cue.kind,
    title: cue.title,
    titleEn: cue.titleEn,
    plannedStart: at === undefined ? null : startsAt + at * minute,
    durationMs: minutes * minute,
    minDurationMs: (least ?? minutes) * minute,
    hardStart: hard === true,
    skippable: cue.skippable === true,
    room: cue.room ?? '',
    part: cue.part ?? '',
    notes: '',
    script: cue.script ?? '',
    materials: cue.materials ?? '',
    colour: '',
    warnMs: null,
    dangerMs: null,
    people: [],
  }));
}
