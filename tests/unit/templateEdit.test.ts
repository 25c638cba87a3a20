import { expect, test } from 'vitest';
import { CertificateTemplate } from '../../shared/domain/certificateTemplate';
import { newElement } from '../../shared/domain/newElement';
import { shippedTemplates } from '../../shared/domain/shippedTemplates';
import { alignElements, boundsOf, distributeElements, snapMove } from '../../shared/domain/templateArrange';
import {
  addElement,
  duplicateElements,
  elementsOf,
  freeId,
  moveElements,
  removeElements,
  resized,
  restack,
} from '../../shared/domain/templateEdit';

const { completion } = shippedTemplates;
const find = (template: CertificateTemplate, id: string) => {
  const element = elementsOf(template, 'front').find((one) => one.id === id);
  if (!element) throw new Error(`no ${id}`);
  return element;
};
const ids = (...names: readonly string[]) => new Set(names);

test('a nudge of 0.1 mm ten times is 1 mm; the template it came from is untouched', () => {
  const before = find(completion, 'name').x;
  let moved = completion;
  for (let step = 0; step < 10; step++) moved = moveElements(moved, 'front', ids('name'), 0.1, 0);
  expect(find(moved, 'name').x).toBe(before + 1);
  expect(find(completion, 'name').x).toBe(before);
});

test('aligning lines several up with each other, and one with the sheet', () => {
  const both = alignElements(completion, 'front', ids('serial', 'qr'), 'right');
  const right = (id: string) => find(both, id).x + find(both, id).width;
  expect(right('qr')).toBe(right('serial'));
  expect(find(alignElements(completion, 'front', ids('qr'), 'center'), 'qr').x).toBe((297 - 34) / 2);
});

test('distributing makes the gaps equal and leaves the outer two', () => {
  const chosen = ['title', 'name', 'date'];
  const spread = distributeElements(completion, 'front', ids(...chosen), 'down');
  const [a, b, c] = chosen.map((id) => find(spread, id));
  if (!a || !b || !c) throw new Error('gone');
  expect(b.y - (a.y + a.height)).toBeCloseTo(c.y - (b.y + b.height), 1);
  expect([a.y, c.y]).toEqual([find(completion, 'title').y, find(completion, 'date').y]);
});

test('a copy has an id of its own and lies on top', () => {
  const { template, ids: made } = duplicateElements(completion, 'front', ids('name'));
  expect(made).toEqual(['name-2']);
  expect(elementsOf(template, 'front').at(-1)?.id).toBe('name-2');
  expect(freeId(template, 'name-2')).toBe('name-3');
  expect(() => CertificateTemplate.parse(template)).not.toThrow();
});

test('every kind of element can be added, is on the sheet, and is a valid template', () => {
  const data = `data:image/png;base64,iVBORw0KGgo=`;
  let template = completion;
  for (const kind of ['text', 'line', 'frame', 'qr'] as const) {
    template = addElement(template, 'front', newElement(template, { kind }));
  }
  template = addElement(template, 'back', newElement(template, { kind: 'image', data, ratio: 2 }));
  expect(CertificateTemplate.safeParse(template).success).toBe(true);
  expect(elementsOf(template, 'back')).toHaveLength(1);
  expect(elementsOf(removeElements(template, 'back', ids('image')), 'back')).toEqual([]);
});

test('a handle moves its own edge; a QR stays a square; nothing turns inside out', () => {
  const name = find(completion, 'name');
  expect(resized(name, 'e', 10, 5)).toMatchObject({ x: name.x, width: name.width + 10, height: name.height });
  expect(resized(name, 'nw', 10, 5)).toMatchObject({ x: name.x + 10, width: name.width - 10, y: name.y + 5 });
  const qr = resized(find(completion, 'qr'), 'se', 6, 0);
  expect([qr.width, qr.height]).toEqual([40, 40]);
  expect(resized(name, 'e', -500, 0)).toMatchObject({ x: name.x, width: 1 });
});

test('layers go up and down', () => {
  const order = (template: CertificateTemplate) => elementsOf(template, 'front').map(({ id }) => id);
  expect(order(restack(completion, 'front', 'frame', 'up')).slice(0, 3)).toEqual([
    'guilloche',
    'serial',
    'frame',
  ]);
  expect(order(restack(completion, 'front', 'frame', 'top')).at(-1)).toBe('frame');
  expect(order(restack(completion, 'front', 'guilloche', 'down'))).toEqual(order(completion));
});

test('a moving box is caught by the middle of the sheet, by another element, else by the grid', () => {
  const box = { x: 98.9, y: 88.2, width: 100, height: 10 };
  const snap = snapMove(completion, 'front', ids('date'), box, 0.8);
  expect(box.x + snap.dx + 50).toBe(148.5);
  expect(snap.down).toBe(148.5);
  const alone = snapMove(completion, 'front', ids('date'), { x: 3.3, y: 4.2, width: 1, height: 1 }, 0.2);
  expect([alone.dx, alone.dy]).toEqual([-0.3, -0.2]);
  expect(boundsOf([box, { x: 0, y: 0, width: 1, height: 1 }])).toEqual({
    x: 0,
    y: 0,
    width: 198.9,
    height: 98.2,
  });
});
