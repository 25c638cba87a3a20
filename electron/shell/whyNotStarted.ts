import { diskProblem } from '../store/diskProblem';

const nothingTouched = {
  ko: '프로그램 파일에는 손대지 않았습니다. 저장된 것은 모두 그대로입니다.',
  en: 'Your program files were not touched. Everything that was stored is there.',
};

const reasons: Readonly<Record<string, { readonly ko: string; readonly en: string }>> = {
  'disk.full': {
    ko: '디스크가 가득 찼습니다. 공간을 비운 뒤 다시 시작하십시오.',
    en: 'The disk is full. Make room, then restart.',
  },
  'disk.readOnly': {
    ko: '프로그램을 두는 폴더에 쓸 수 없습니다. 쓰기 금지를 푼 뒤 다시 시작하십시오.',
    en: 'The folder for programs can’t be written to. Allow writing, then restart.',
  },
  'disk.gone': {
    ko: '프로그램을 두는 디스크나 폴더를 찾을 수 없습니다. 다시 연결한 뒤 다시 시작하십시오.',
    en: 'The disk or folder for programs is not there. Connect it, then restart.',
  },
};

/** What the dialog says when the app can't begin: that nothing was touched, and why, where the disk is to blame. */
export function whyNotStarted(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const why = reasons[diskProblem(error) ?? diskProblem(cause) ?? ''];
  const lines = why ? [why, nothingTouched] : [nothingTouched];
  return [...lines.map(({ ko }) => ko), '', ...lines.map(({ en }) => en)].join('\n');
}
