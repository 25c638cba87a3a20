/**
 * The tables that the app writes as files of its own, and knows again when they are taken in: their columns, and what stands in
 * a cell. `stagedoor_id` is whose row it is, so that a person without an e-mail, or with a new one, is found again.
 */
export const ownTables = [
  'people',
  'tracks',
  'results',
  'rules',
  'overrides',
  'events',
  'invitations',
  'attendance',
] as const;
export type OwnTable = (typeof ownTables)[number];

export type FileLanguage = 'ko' | 'en';

/** A column: the field that an import knows it by, and its header in both languages. */
interface OwnColumn {
  readonly field: string;
  readonly ko: string;
  readonly en: string;
}

const column = (field: string, ko: string, en: string): OwnColumn => ({ field, ko, en });
const id = column('id', 'stagedoor_id', 'stagedoor_id');
const name = column('name', '이름', 'Name');
const email = column('email', '이메일', 'Email');
const team = column('team', '팀', 'Team');
const event = column('event', '일정 코드', 'Event code');
const track = column('track', '과정 코드', 'Track code');
const trackTitle = column('trackTitle', '과정', 'Track');
const trackTitleEn = column('trackTitleEn', '과정 영문', 'Track in English');
const kind = column('kind', '종류', 'Kind');
const rule = column('rule', '규칙 코드', 'Rule code');
const ruleTitle = column('ruleTitle', '규칙', 'Rule');
const eventTitle = column('eventTitle', '일정', 'Event');

export const ownColumns = {
  people: [
    name,
    column('nameLatin', '영문 이름', 'Name in English'),
    column('reading', '읽는 법', 'Reading'),
    column('role', '역할', 'Role'),
    email,
    column('phone', '휴대폰', 'Phone'),
    column('affiliation', '소속', 'Affiliation'),
    column('title', '직함', 'Title'),
    team,
    column('tags', '태그', 'Tags'),
    column('attention', '입구 메모', 'Note for the door'),
    id,
    column('key', 'stagedoor_key', 'stagedoor_key'),
  ],
  tracks: [track, trackTitle, trackTitleEn, kind, column('config', '설정', 'Settings')],
  rules: [
    rule,
    ruleTitle,
    column('ruleTitleEn', '규칙 영문', 'Rule in English'),
    column('asks', '조건', 'Asks'),
  ],
  overrides: [
    name,
    email,
    rule,
    ruleTitle,
    column('met', '인정', 'Given'),
    column('reason', '이유', 'Reason'),
    column('by', '결정한 사람', 'Decided by'),
    column('at', '결정한 때', 'Decided at'),
    id,
  ],
  results: [
    name,
    email,
    trackTitle,
    trackTitleEn,
    kind,
    column('done', '마친 수', 'Done'),
    column('of', '전체', 'Of'),
    column('joined', '참가', 'Joined'),
    column('percentile', '백분위', 'Percentile'),
    column('medal', '메달', 'Medal'),
    team,
    column('project', '프로젝트', 'Project'),
    column('award', '시상', 'Award'),
    track,
    id,
  ],
  invitations: [
    event,
    eventTitle,
    name,
    email,
    column('status', '상태', 'Status'),
    column('place', '대기 순서', 'Place in line'),
    column('answer', '참석 답', 'Answer'),
    column('seat', '좌석', 'Seat'),
    id,
  ],
  attendance: [
    event,
    eventTitle,
    name,
    email,
    column('role', '역할', 'Role'),
    column('affiliation', '소속', 'Affiliation'),
    team,
    column('enteredAt', '들어온 때', 'Entered at'),
    column('door', '입구', 'Door'),
    column('inside', '지금 안에', 'Inside now'),
    id,
  ],
} as const satisfies Readonly<Record<Exclude<OwnTable, 'events'>, readonly OwnColumn[]>>;

/** Events go out under the headers of the events files that come in. */
export const eventHeader = [
  'code',
  'kind',
  'title',
  'title_en',
  'doors_at',
  'starts_at',
  'ends_at',
  'zone',
  'venue',
  'capacity',
  'admission',
  'admits',
  'entry',
] as const;

/** The headers of a table. */
export function ownHeader(table: OwnTable, language: FileLanguage): readonly string[] {
  return table === 'events' ? eventHeader : ownColumns[table].map((each) => each[language]);
}

const words = {
  ko: {
    participant: '참가자',
    speaker: '연사',
    guest: '내빈',
    alumni: '동문',
    staff: '스태프',
    press: '취재',
    invited: '초대',
    confirmed: '확정',
    declined: '거절',
    waiting: '대기',
    yes: '예',
    no: '아니오',
    undecided: '미정',
  },
  en: {
    participant: 'participant',
    speaker: 'speaker',
    guest: 'guest',
    alumni: 'alumni',
    staff: 'staff',
    press: 'press',
    invited: 'invited',
    confirmed: 'confirmed',
    declined: 'declined',
    waiting: 'waiting',
    yes: 'yes',
    no: 'no',
    undecided: 'undecided',
  },
} as const;
export type OwnWord = keyof (typeof words)['ko'];

/** A word of the store as a file in that language has it; '' for null. */
export function ownWord(word: OwnWord | null, language: FileLanguage): string {
  return word === null ? '' : words[language][word];
}

/** Several texts in one cell: with semicolons, or as JSON where one of them holds what would be taken for that. */
export function listCell(items: readonly string[]): string {
  const plain = items.every((item) => item !== '' && item === item.trim() && !/[;[]/.test(item));
  return plain ? items.join('; ') : JSON.stringify(items);
}

/** What such a cell holds; undefined where it is no such list. */
export function readListCell(cell: string): readonly string[] | undefined {
  if (!cell.startsWith('[')) {
    return cell
      .split(';')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  }
  try {
    const list: unknown = JSON.parse(cell);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}
