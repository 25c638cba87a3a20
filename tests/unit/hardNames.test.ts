import { expect, test } from 'vitest';
import { drawCertificate } from '../../shared/domain/certificateDrawing';
import { templateKinds } from '../../shared/domain/certificateTemplate';
import { findingsOf } from '../../shared/domain/preflight';
import { shippedTemplates } from '../../shared/domain/shippedTemplates';
import { drawnText } from '../../shared/domain/textLayout';
import { testFonts } from '../fonts';
import { hardNames } from '../hardNames';
import { sampleFields } from '../sampleFields';
import { drawnLines } from './drawnSvg';

test('300 hard names on every template: printed whole, or listed by the preflight; none wrong and silent', async () => {
  const fonts = await testFonts();
  expect(hardNames).toHaveLength(300);
  let listed = 0;
  for (const kind of templateKinds) {
    const template = shippedTemplates[kind];
    for (const name of hardNames) {
      const fields = { ...sampleFields, name: drawnText(name), nameLatin: '' };
      const drawn = drawCertificate(template, fields, fonts);
      const findings = findingsOf(template, {
        fields,
        judgement: drawn,
        present: true,
        issued: undefined,
        others: 0,
      });
      if (drawn.problems.length > 0) {
        expect(findings).toEqual(expect.arrayContaining([...drawn.problems]));
        listed++;
        continue;
      }
      const said = drawnLines(drawn.pages[0] ?? '', fonts)
        .filter(({ element }) => element === 'name')
        .map(({ text }) => text)
        .join('');
      expect(said.replaceAll(' ', '')).toBe(drawnText(name).replaceAll(' ', ''));
    }
  }
  expect(listed).toBeGreaterThan(20);
  expect(listed).toBeLessThan(3 * 40);
});
