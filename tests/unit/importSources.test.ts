import { expect, test } from 'vitest';
import { readImport } from '../../electron/api/imports';
import { cellsOf } from '../../shared/domain/importCells';
import { splitOrders } from '../../shared/domain/importOrders';
import { checkRosterRow, rosterRow } from '../../shared/domain/importPeople';

/** What a file is taken for without help, and the people in it. */
function read(text: string) {
  const file = readImport('a.csv', new TextEncoder().encode(text));
  const cells = cellsOf(file.table, file.columns, file.name);
  const rows = splitOrders(cells, checkRosterRow);
  return { kind: file.kind, people: rows.map(({ cells: record, key }) => ({ ...rosterRow(record), key })) };
}

test('a Google form in Korean and in English, whole questions as its headers', () => {
  expect(
    read(
      '타임스탬프,성함을 입력해 주세요,영문 이름 (수료증 표기용),이메일 주소,휴대폰 번호,소속 (학교/회사),졸업식 참석 여부를 선택해 주세요\n' +
        '2024. 7. 2 오후 9:30:59,가온,Gaon Kim,g@example.com,1012345678,한빛대학교,참석하지 못합니다\n',
    ),
  ).toMatchObject({
    kind: 'roster',
    people: [
      {
        name: '가온',
        nameLatin: 'Gaon Kim',
        phone: '010-1234-5678',
        affiliation: '한빛대학교',
        answer: 'no',
      },
    ],
  });
  expect(
    read(
      'Timestamp,Email Address,What is your full name?,Mobile phone number,Which school or company are you from?,Will you attend the graduation?\n' +
        '7/2/2024 21:30:59,m@example.com,Maria Núñez,+82 10 1234 5678,Hanbit,"Yes, I will attend"\n',
    ),
  ).toMatchObject({
    kind: 'roster',
    people: [{ name: 'Maria Núñez', nameLatin: 'Maria Núñez', affiliation: 'Hanbit', answer: 'yes' }],
  });
});

test.each([
  'api_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,qr_code_url,amount,ticket_name',
  'guest_id,name,first_name,last_name,email,phone_number,created_at,approval_status,custom_source,checked_in_at,qr_code_url,ticket_name',
  'API ID,Name,First Name,Last Name,Email,Phone Number,Created At,Approval Status,Checked In At,QR Code URL,Amount,Ticket Name',
])('a guest list of Luma: %s', (header) => {
  const values: Readonly<Record<string, string>> = {
    name: 'Nguyễn Thị Hương',
    first_name: 'Hương',
    last_name: 'Nguyễn',
    email: 'h@example.com',
    phone_number: '+821012345678',
    approval_status: 'approved',
  };
  const line = header.split(',').map((label) => values[label.toLowerCase().replaceAll(' ', '_')] ?? 'x');
  expect(read(`${header}\n${line.join(',')}\n`)).toMatchObject({
    kind: 'roster',
    people: [{ name: 'Nguyễn Thị Hương', key: 'h@example.com', answer: 'yes' }],
  });
});

test.each(['Last Name', 'Surname'])('an order of a ticket shop on several rows, with %s', (last) => {
  const text =
    `Order #,Order Date,First Name,${last},Email,Quantity,Ticket Type,Attendee #,Attendee Status\n` +
    '77,2024-07-02,Maria,Núñez,m@example.com,1,General,1,Attending\n' +
    '77,2024-07-02,Maria,Núñez,m@example.com,1,General,2,Attending\n' +
    '77,2024-07-02,민수,김,m@example.com,1,General,3,Not Attending\n' +
    '78,2024-07-02,Erik,Berg,e@example.com,1,General,4,Checked In\n';
  expect(read(text)).toMatchObject({
    kind: 'roster',
    people: [
      { name: 'Maria Núñez', key: 'm@example.com', answer: 'yes' },
      { name: '김민수', key: 'm@example.com#김민수', email: 'm@example.com', answer: 'no' },
      { name: 'Erik Berg', key: 'e@example.com', answer: 'yes' },
    ],
  });
});

test('a leaderboard and a roster that an export guarded against formulas', () => {
  expect(
    readImport(
      'k.csv',
      new TextEncoder().encode(
        'Rank,TeamId,TeamName,LastSubmissionDate,Score,SubmissionCount,TeamMemberUserNames\n1,1,G-018,2024-09-01,0.98,3,hoonju\n',
      ),
    ).kind,
  ).toBe('leaderboard');
  expect(read("이름,역할,이메일,소속\n'=가온,참가자,g@example.com,'+한빛\n")).toMatchObject({
    kind: 'roster',
    people: [{ name: '=가온', role: 'participant', affiliation: '+한빛' }],
  });
});
