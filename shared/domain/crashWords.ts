/** What is said in both languages where a page is gone or could not be drawn: the language on screen may be what failed. */
export const crashWords = {
  ko: {
    title: '화면이 갑자기 닫혔습니다',
    safe: '아무것도 잃지 않았습니다. 답이 나온 것은 모두 디스크에 있습니다.',
    rows: (rows: number) => `체크인 기록 ${rows}줄을 확인했습니다.`,
    last: '마지막으로 찍은 분의 판정을 보지 못했다면 다시 찍으십시오. 두 번 들어오지 않습니다.',
    again: '화면 다시 열기',
    today: '오늘 화면으로',
  },
  en: {
    title: 'This screen closed unexpectedly',
    safe: 'Nothing was lost. Whatever was answered is on the disk.',
    rows: (rows: number) => `${rows} rows of the check-in journal are there.`,
    last: 'If you did not see the verdict of the last person, scan them again: nobody comes in twice.',
    again: 'Open the screen again',
    today: 'Go to Today',
  },
} as const;

/** What a page writes on its console when it fails; the app's log takes those lines, and no other, from there. */
export const pageFailed = 'a page failed:';
