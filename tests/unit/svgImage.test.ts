import { expect, test } from 'vitest';
import { ImageData } from '../../shared/domain/embeddedImage';
import { sanitizeSvg, svgProblem } from '../../shared/domain/svgImage';

const svg = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">${inner}</svg>`;
const asData = (text: string) => `data:image/svg+xml;base64,${Buffer.from(text).toString('base64')}`;

test('shapes and gradients inside of the file stay as they are', () => {
  const clean = svg(
    '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs><rect width="4" height="4" fill="url(#g)"/>',
  );
  expect(sanitizeSvg(clean)).toEqual({ svg: clean, dropped: [] });
  expect(ImageData.safeParse(asData(clean)).success).toBe(true);
});

test.each([
  '<script>alert(1)</script>',
  '<rect onload="alert(1)" width="1" height="1"/>',
  '<image href="http://example.com/x.png"/>',
  '<use href="other.svg#a"/>',
  '<foreignObject><p>x</p></foreignObject>',
  '<rect fill="url(http://example.com/#a)" width="1" height="1"/>',
  '<style>@import url(x.css);</style>',
  '<a href="javascript:alert(1)"><rect width="1" height="1"/></a>',
  '<text>이름</text>',
  '<animate attributeName="href" to="javascript:1"/>',
  '<rect fill="&#x75;rl(http://e)" width="1" height="1"/>',
])('%s is taken out, is said, and is not let through as it is', (inner) => {
  const clean = sanitizeSvg(svg(inner));
  expect(clean?.dropped.length).toBeGreaterThan(0);
  expect(clean?.svg).not.toMatch(/script|onload|http:\/\/e|other\.svg|foreignObject|@import|animate|<text/);
  expect(svgProblem(clean?.svg ?? '')).toBeUndefined();
  expect(ImageData.safeParse(asData(svg(inner))).success).toBe(false);
});

test('what is not well-formed is refused', () => {
  for (const text of ['<svg><rect></svg>', 'no svg', '<html></html>', '<svg a=b/>']) {
    expect(sanitizeSvg(text)).toBeUndefined();
  }
});
