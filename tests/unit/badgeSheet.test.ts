import { beforeAll, expect, test } from 'vitest';
import type { FontFiles } from '../../electron/store/fontFiles';
import { type BadgeFields, badgeProblem, drawBadgeSheet } from '../../shared/domain/badgeSheet';
import { testFonts } from '../fonts';
import { drawnLines } from './drawnSvg';

let fonts: FontFiles;
beforeAll(async () => {
  fonts = await testFonts();
});

const badge: BadgeFields = {
  name: '김민수',
  nameLatin: 'Minsu Kim',
  affiliation: '한빛대학교',
  team: 'G-018',
  role: 'participant',
  code: 'K7QD-ABCDEFGHIJ-ABCDEFGHIJKLM',
};
const program = '머신러닝 부트캠프 5기';
const sixty = 'Wolfeschlegelsteinhausenbergerdorffmontgomeryalexanderkimlee';

test('eight to an A4, portrait; a ninth is an error', () => {
  const { svg } = drawBadgeSheet(Array(8).fill(badge), program, fonts);
  expect(svg).toMatch(/width="210mm" height="297mm"/);
  expect(svg.match(/>김민수</g)).toHaveLength(8);
  expect(() => drawBadgeSheet(Array(9).fill(badge), program, fonts)).toThrow();
});

test('the QR is at least 25 mm, and nothing is printed in its quiet zone', () => {
  for (const name of ['김민수', sixty, '가'.repeat(60), `${sixty} ${sixty}`]) {
    const long = {
      ...badge,
      name,
      nameLatin: sixty,
      affiliation: '가나다라마바사'.repeat(9),
      team: 'G-'.repeat(30),
    };
    const { svg } = drawBadgeSheet([long], program, fonts);
    const [, x = 0, y = 0, scale = 0] = (
      /translate\(([\d.]+) ([\d.]+)\) scale\(([\d.]+)\)/.exec(svg) ?? []
    ).map(Number);
    expect(scale * 25).toBeGreaterThanOrEqual(25);
    const quiet = 4 * scale;
    for (const line of drawnLines(svg, fonts)) {
      const beside = line.right < x - quiet;
      const above = line.baseline + 0.3 * line.size < y - quiet;
      expect(beside || above, line.text).toBe(true);
      expect(line.left).toBeGreaterThanOrEqual(6);
      expect(line.right).toBeLessThanOrEqual(93.001);
    }
  }
});

test('a name that no font has is listed, and the Latin one printed in its place', () => {
  const odd = { ...badge, name: 'سارة', nameLatin: 'Sara' };
  expect(badgeProblem(odd, fonts)).toEqual({ characters: ['س', 'ا', 'ر', 'ة'], instead: 'latin' });
  const said = drawnLines(drawBadgeSheet([odd], program, fonts).svg, fonts).map((line) => line.text);
  expect(said).toContain('Sara');
  expect(badgeProblem({ ...odd, nameLatin: '' }, fonts)).toMatchObject({ instead: 'nothing' });
  expect(badgeProblem({ ...badge, affiliation: '🎉' }, fonts)).toMatchObject({ instead: 'name' });
  expect(badgeProblem(badge, fonts)).toBeUndefined();
});

test('the role is a word in both languages, not a colour alone', () => {
  const { svg } = drawBadgeSheet([{ ...badge, role: 'guest' }], program, fonts);
  expect(svg).toContain('내빈 · Guest');
});
