import { expect, test } from 'vitest';
import { withRequirement } from '../../renderer/program/ruleEdit';

test('the names of an honour follow its percent, while it is typed too, and nothing else in them changes', () => {
  const top = (percent: number) => ({ kind: 'competitionTop', track: 'competition', percent }) as const;
  const five = {
    id: 'top',
    title: '5기 대회 상위 5%',
    titleEn: 'Top 5 % of the competition',
    rule: { kind: 'all', of: [top(5)] },
  } as const;
  const one = withRequirement(five, 0, top(1));
  expect([one.title, one.titleEn]).toEqual(['5기 대회 상위 1%', 'Top 1 % of the competition']);
  const finer = withRequirement(one, 0, top(12.5));
  expect([finer.title, finer.titleEn]).toEqual(['5기 대회 상위 12.5%', 'Top 12.5 % of the competition']);
  const back = withRequirement(finer, 0, top(5));
  expect([back.title, back.titleEn]).toEqual([five.title, five.titleEn]);
  expect(withRequirement({ ...five, title: '대회 우수' }, 0, top(10)).title).toBe('대회 우수');
});
