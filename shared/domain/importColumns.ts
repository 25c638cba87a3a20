import { answerHeader, notAnswerHeader } from './answerHeader';
import { ownColumns } from './ownFiles';

/** The kinds of file that the app takes in, in the order in which one may need what another brings. */
export const importKinds = [
  'events',
  'roster',
  'ownPeople',
  'ownTracks',
  'results',
  'ownResults',
  'leaderboard',
  'cast',
  'invitations',
  'ownInvitations',
  'ownRules',
  'ownOverrides',
  'rundown',
] as const;
export type ImportKind = (typeof importKinds)[number];

/** A field of a kind: what its header looks like, in Korean and English, and whether the file is nothing without it. */
export interface ImportField {
  readonly field: string;
  readonly header: RegExp;
  readonly not?: RegExp;
  readonly required: boolean;
  /** Other fields that together stand for this one. */
  readonly or?: readonly string[];
}

const need = (field: string, header: RegExp, not?: RegExp): ImportField => ({
  field,
  header,
  ...(not ? { not } : {}),
  required: true,
});
const may = (field: string, header: RegExp, not?: RegExp): ImportField => ({
  ...need(field, header, not),
  required: false,
});

const email = need('email', /e-?mail|이메일|메일 ?주소/i);

/** The fields of one of the app's own tables: known by its exact headers, in either language. */
function own(table: keyof typeof ownColumns, needed: readonly string[]): readonly ImportField[] {
  return ownColumns[table].map(({ field, ko, en }) => ({
    field,
    header: new RegExp(`^(${ko}|${en})$`, 'i'),
    required: needed.includes(field),
  }));
}

/** What each kind of file may hold. Headers may be whole questions, as a form's export has them. */
export const importFields: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  roster: [
    {
      ...need(
        'name',
        /성함|성명|이름|^(your |full |guest |attendee )?name$|(full|your) name/i,
        /영문|english|latin|first|last|file|given|family|team|(팀|조|회사|학교|기관|단체|추천인|보호자|동반인|프로젝트|과제|파일|행사|대회)의? ?(이름|성함|성명)/i,
      ),
      or: ['firstName', 'lastName'],
    },
    need('email', /e-?mail|이메일|메일 ?주소/i, /buyer|purchaser|구매자|주문자/i),
    may('firstName', /^(attendee )?(first|given)[ _]?name$/i),
    may('lastName', /^(attendee )?(last|family)[ _]?name$|^(attendee )?surname$|^성$/i),
    may('nameLatin', /영문|english name|name[ _](in )?english|latin/i),
    may('phone', /휴대|전화|연락처|phone|mobile|cell/i),
    may('affiliation', /소속|학교|회사|affiliation|organi[sz]ation|company|school|university/i),
    may('answer', answerHeader, notAnswerHeader),
    may('approval', /^approval[ _]status$|승인/i),
    may('order', /^order( ?#|[ _](id|no\.?|number))?$|^주문 ?번호$/i),
    may('role', /^role$|^역할$/i),
    may('reading', /^reading$|읽기|발음/i),
    may('title', /^(title|job title)$|직함/i),
    may('team', /^team([ _]?name)?$|^팀( ?이름|명)?$/i),
  ],
  results: [
    email,
    need('courses', /courses?$|강의|수강/i),
    may('joined', /joined$|대회 ?참가/i),
    may('percentile', /percentile|백분위|상위/i),
    may('medal', /medal|메달/i),
    may('team', /team|팀/i),
    need('project', /project|프로젝트/i),
    may('award', /award|시상|수상/i),
  ],
  leaderboard: [
    need('teamName', /^team[ _]?name$|^팀 ?이름$/i),
    need('score', /^(public|private)?[ _]?score$|^점수$/i),
    may('rank', /^rank$|^순위$/i),
    may('members', /team[ _]?member[ _]?user[ _]?names/i),
  ],
  cast: [
    need('name', /^name$|이름|성함|성명/i, /영문|en$/i),
    need('role', /^role$|역할/i),
    email,
    may('nameLatin', /name[ _]en$|영문/i),
    may('reading', /^reading$|읽기|발음/i),
    may('title', /^title$|직함|소개/i),
  ],
  events: [
    need('code', /^code$|코드/i),
    need('kind', /^kind$|종류/i),
    need('title', /^title$|제목/i),
    need('startsAt', /^starts?[ _]at$|시작/i),
    need('endsAt', /^ends?[ _]at$|종료|끝/i),
    may('titleEn', /^title[ _]en$|영문 ?제목/i),
    may('doorsAt', /^doors[ _]at$|입장 ?시작/i),
    may('venue', /^venue$|장소/i),
    may('zone', /^zone$|시간대/i),
    may('capacity', /^capacity$|정원/i),
    need('admission', /^admission$|입장 ?대상/i),
    may('admits', /^admits$|대상 ?목록/i),
    need('entry', /^entry$|입장 ?방식/i),
  ],
  ownPeople: own('people', ['id', 'name', 'role', 'email']),
  ownTracks: own('tracks', ['track', 'trackTitle', 'kind', 'config']),
  ownRules: own('rules', ['rule', 'ruleTitle', 'asks']),
  ownOverrides: own('overrides', ['id', 'rule', 'met', 'reason', 'by', 'at']),
  ownResults: own('results', ['id', 'track', 'kind', 'trackTitle']),
  ownInvitations: own('invitations', ['id', 'event', 'status', 'answer']),
  invitations: [need('event', /^event$|일정/i), email, need('status', /^status$|상태/i)],
  rundown: [
    need('label', /^cue$|큐|번호/i),
    need('title', /^title$|제목|순서명/i),
    need('kind', /^kind$|종류/i),
    need('minutes', /^minutes$|^분$|소요/i),
    may('titleEn', /^title[ _]en$|영문/i),
    may('people', /^people$|출연|사람/i),
    may('plannedStart', /^planned[ _]start$|시작/i),
    may('minMinutes', /^min[ _]minutes$|최소/i),
    may('hardStart', /^hard[ _]start$|고정/i),
    may('skippable', /^skippable$|생략/i),
    may('notes', /^notes$|메모|비고/i),
    may('room', /^room$|장소|회의실|^방$/i),
    may('part', /^part$|^부$|구분/i),
    may('script', /^script$|대본|멘트/i),
    may('materials', /^materials$|준비물|자료/i),
    may('colour', /^colou?r$|색/i),
    may('warnMinutes', /^warn[ _]minutes$|주의/i),
    may('dangerMinutes', /^danger[ _]minutes$|위험/i),
  ],
};

/** Which column of the file (its index) holds a field; a field that is in none is left out. */
export type ColumnMap = Readonly<Record<string, number>>;

/** Guesses the columns of a kind from the headers: each field the first column that fits and is not taken. */
export function guessColumns(kind: ImportKind, header: readonly string[]): ColumnMap {
  const map: Record<string, number> = {};
  const taken = new Set<number>();
  for (const { field, header: pattern, not } of importFields[kind]) {
    const index = header.findIndex((text, i) => !taken.has(i) && pattern.test(text) && !not?.test(text));
    if (index < 0) continue;
    map[field] = index;
    taken.add(index);
  }
  return map;
}

/** The required fields that a map lacks, and what would stand for them. */
export function missingFields(kind: ImportKind, map: ColumnMap): readonly string[] {
  return importFields[kind]
    .filter(
      ({ field, required, or = [] }) => required && [field, ...or].every((each) => map[each] === undefined),
    )
    .map(({ field }) => field);
}

/** Guesses what kind of file this is: the one whose required columns are all there and that knows the most columns. */
export function guessKind(header: readonly string[]): ImportKind | undefined {
  const scored = importKinds
    .map((kind) => ({ kind, map: guessColumns(kind, header) }))
    .filter(({ kind, map }) => missingFields(kind, map).length === 0)
    .map(({ kind, map }) => ({
      kind,
      known: Object.keys(map).length,
      needed: importFields[kind].filter(({ required }) => required).length,
    }));
  return scored.sort((a, b) => b.known - a.known || b.needed - a.needed)[0]?.kind;
}

/** True where not one header is known to any kind. */
export function nothingKnown(header: readonly string[]): boolean {
  return importKinds.every((kind) => Object.keys(guessColumns(kind, header)).length === 0);
}

/** The app's own list of who came: attendance follows from the journal of the door, and is never taken in from a file. */
export function isOwnAttendance(header: readonly string[]): boolean {
  return (['ko', 'en'] as const).some((language) =>
    ownColumns.attendance.every((column) => header.includes(column[language])),
  );
}
