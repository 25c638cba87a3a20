import { type CertificateTemplate, paperExtent, type TemplateElement } from './certificateTemplate';
import { freeId, hundredth } from './templateEdit';

/** A new element of a kind in the middle of the sheet, made so that it is seen. */
export function newElement(
  template: CertificateTemplate,
  what:
    | { readonly kind: 'text' | 'line' | 'frame' | 'qr' }
    | { readonly kind: 'image'; readonly data: string; readonly ratio: number },
): TemplateElement {
  const paper = paperExtent(template.paper);
  const at = (width: number, height: number) => ({
    id: freeId(template, what.kind),
    x: hundredth((paper.width - width) / 2),
    y: hundredth((paper.height - height) / 2),
    width,
    height,
    locked: false,
  });
  const colour = '#1d2747';
  switch (what.kind) {
    case 'text':
      return {
        ...at(100, 10),
        kind: 'text',
        text: '새 글',
        font: 'serif',
        weight: 400,
        size: 5,
        floor: 3,
        gives: 'size',
        maxLines: 1,
        leading: 1.6,
        tracking: 0,
        align: 'middle',
        valign: 'middle',
        colour,
        needed: true,
      };
    case 'line':
      return { ...at(60, 0), kind: 'line', style: 'plain', stroke: 0.3, colour };
    case 'frame':
      return { ...at(60, 40), kind: 'frame', style: 'double', stroke: 0.6, colour, accent: '#a5874b' };
    case 'qr':
      return { ...at(34, 34), kind: 'qr', colour };
    case 'image': {
      const width = what.ratio >= 1 ? 40 : hundredth(40 * what.ratio);
      return { ...at(width, hundredth(width / what.ratio)), kind: 'image', data: what.data, label: '' };
    }
  }
}
