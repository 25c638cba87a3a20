/**
 * 300 names that a sign-up form may bring and that templates break on: of one syllable and of many, double surnames, letters with
 * marks, other scripts and several at once, sixty letters without a space, syllables that hardly any font's author has tried,
 * and what a form loses or hides on the way.
 */
const surnames = ['김', '남궁', '황보', '제갈', '선우', '독고', '사공', '서문', '망절', '동방'];
const rare = [...'뷁똠뙇쀓쫅햏펲홿슗뾻쵫퐩힣갂껢뀂뙶쀍쐛쭳'];
const given = ['봄', '솔', '하늘별이', '빛나라온누리', '가람', '아라찬솔빛'];
const vietnamese = ['Nguyễn Thị Hương', 'Trần Đỗ Quyên', 'Lê Ngọc Ưng', 'Phạm Thuỳ Dương', 'Ỷ Ỗ Ậ Ặ'];
const marked = [
  'Zoë Müller',
  'Łukasz Żółć',
  'José Ñúñez',
  'Øystein Ångström',
  'Þórður Æsir',
  'Dvořák Ďáblík',
  'Şükrü Iğdır',
];
const plain = ["Liam O'Brien", 'Anne-Marie St. John', 'Li', 'Q', 'von der Leyen-Über', 'Mary J. Blige Jr.'];
const han = [
  '李小龙',
  '陈伟',
  '張偉',
  '龍澤',
  '欧阳修',
  '司馬懿',
  '田中 さくら',
  '渡邉 ひろし',
  'サトウ ミノル',
  '高橋ゆり',
];
const mixed = [
  '김 Michael',
  'Kim 민수',
  '李 민호',
  '田中 Anna',
  '김Zoë',
  '박 陈伟',
  'Лев 김',
  'Ольга Иванова',
  'Γιώργος Παπάς',
];
const foreign = ['สมชาย', 'سارة', 'राहुल', '홍길동🎉', '𠀀田', 'ქეთი', 'ሰላም', 'ᄀᆞᆷ', 'Z̲o̲ë', '민\u0301수'];
const broken = [
  '김\uFFFD수',
  '김\u3164수',
  '\u2800',
  '김\u202E수민',
  '\u200B봄\u200B',
  '김\uE000수',
  '?민수',
  '김민수(A)',
  'ㅋㅋㅋ',
  '  ',
];
const sixty = ['W', 'i', '가', '뷁', 'Ỗ', '龍', 'm', 'f', 'AV', 'Ty'].map((part) =>
  part.repeat(60 / part.length),
);
const long = [
  'Wolfeschlegelsteinhausenbergerdorffmontgomeryalexanderkimlee',
  `${'남궁하늘'.repeat(7)} ${'별이'.repeat(16)}`,
  'Ab '.repeat(20).trim(),
  '가나 '.repeat(20).trim(),
];

const first = [
  ...vietnamese,
  ...marked,
  ...plain,
  ...han,
  ...mixed,
  ...foreign,
  ...broken,
  ...sixty,
  ...long,
  ...given,
  ...rare,
  ...[...vietnamese, ...marked].map((name) => name.normalize('NFD')),
  ...['김민수', '남궁하늘'].map((name) => name.normalize('NFD')),
];
const combined = surnames.flatMap((surname) =>
  [...given, ...rare.slice(0, 10), ...marked, ...han].map((name) => `${surname}${name}`),
);

export const hardNames: readonly string[] = [...new Set([...first, ...combined])].slice(0, 300);
