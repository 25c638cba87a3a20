import type {
  CertificateTemplate,
  FrameElement,
  LineElement,
  TemplateKind,
  TemplateWords,
  TextElement,
} from './certificateTemplate';

/**
 * The templates that come with the app, one a kind, each in Korean and English: one family of frames and ornaments, a serif
 * for everything that is read, the name the largest. A change of one is a new version in the programs that used it.
 */

const grey = '#565d70';
const body = '#2b3040';

type Box = readonly [x: number, y: number, width: number, height: number];

function text(
  id: string,
  [x, y, width, height]: Box,
  content: string,
  size: number,
  more: Partial<TextElement> = {},
): TextElement {
  return {
    id,
    kind: 'text',
    x,
    y,
    width,
    height,
    locked: false,
    text: content,
    font: 'serif',
    weight: 400,
    size,
    floor: Math.max(2.2, size * 0.6),
    gives: 'size',
    maxLines: 1,
    leading: 1.62,
    tracking: 0,
    align: 'middle',
    valign: 'middle',
    colour: body,
    needed: true,
    ...more,
  };
}

function frame(
  id: string,
  [x, y, width, height]: Box,
  style: FrameElement['style'],
  stroke: number,
  colour: string,
  accent = colour,
): FrameElement {
  return { id, kind: 'frame', x, y, width, height, locked: true, style, stroke, colour, accent };
}

function line(
  id: string,
  [x, y, width, height]: Box,
  style: LineElement['style'],
  stroke: number,
  colour: string,
): LineElement {
  return { id, kind: 'line', x, y, width, height, locked: false, style, stroke, colour };
}

const words: TemplateWords = {
  issuer: '{program} 운영위원회',
  issuerEn: '{programEn} Organizing Committee',
  signer: '운영위원장',
  signerEn: 'Chair',
};

const name = {
  weight: 600,
  tracking: 0.06,
  floor: 5,
  maxLines: 2,
  leading: 1.45,
} as const;

const paragraph = { gives: 'line', maxLines: 3, floor: 3.2 } as const;
const serial = {
  font: 'sans',
  weight: 600,
  tracking: 0.04,
  align: 'start',
  colour: grey,
  floor: 2.4,
} as const;

const navy = '#1d2747';
const gold = '#a5874b';

const completion: CertificateTemplate = {
  format: 2,
  kind: 'completion',
  name: '수료증',
  nameEn: 'Certificate of completion',
  paper: { size: 'A4', orientation: 'landscape' },
  words,
  front: {
    elements: [
      frame('guilloche', [103, 61.5, 91, 91], 'guilloche', 0.15, '#ece2cd'),
      frame('frame', [9, 9, 279, 192], 'rosettes', 0.85, navy, gold),
      text('serial', [27, 24.6, 70, 6], 'No. {serial}', 3.4, serial),
      text('title', [48.5, 30, 200, 21], '수료증', 13.5, { weight: 600, tracking: 0.09, colour: navy }),
      text('title-en', [48.5, 48, 200, 8], 'CERTIFICATE OF COMPLETION', 4.3, {
        tracking: 0.09,
        colour: gold,
      }),
      line('divider', [114.5, 59.3, 68, 2.4], 'lozenge', 0.3, gold),
      text('name', [41.5, 65, 214, 31], '{name}', 19, { ...name, colour: navy }),
      text('name-latin', [41.5, 95.5, 214, 11.5], '{nameLatin}', 7, {
        colour: grey,
        needed: false,
        floor: 3,
      }),
      text(
        'sentence',
        [53.5, 110, 190, 20],
        '위 사람은 {program}의 모든 과정을 성실히 이수하였기에\n이 증서를 수여합니다.',
        5.2,
        paragraph,
      ),
      text(
        'sentence-en',
        [58.5, 129.5, 180, 17],
        'This is to certify that the person named above has successfully completed\nall requirements of {programEn}.',
        3.9,
        { ...paragraph, floor: 2.8, colour: grey },
      ),
      text('date', [98.5, 153, 100, 8], '{date}', 4.8),
      text('date-en', [98.5, 160.5, 100, 6], '{dateEn}', 3.5, { colour: grey }),
      text('issuer', [98.5, 170, 100, 10], '{issuer}', 5.4, { weight: 600, colour: navy }),
      text('issuer-en', [98.5, 179.3, 100, 6], '{issuerEn}', 3.4, { colour: grey, floor: 2 }),
      { id: 'qr', kind: 'qr', x: 27, y: 152, width: 34, height: 34, locked: false, colour: navy },
      frame('seal-place', [244.5, 153, 25, 25], 'sealPlace', 0.2, gold),
      text('seal', [250, 163, 14, 6], '(인)', 3.4, { colour: '#c9b88f' }),
      line('signature', [212, 180, 58, 0], 'plain', 0.25, navy),
      text('signer', [206, 181.5, 70, 5.5], '{signer} · {signerEn}', 3.1, { font: 'sans', colour: grey }),
    ],
  },
  back: null,
};

const wine = '#4b1a2b';
const wineGold = '#a37a45';

const honours: CertificateTemplate = {
  format: 2,
  kind: 'honours',
  name: '우수상',
  nameEn: 'Certificate of honours',
  paper: { size: 'A4', orientation: 'portrait' },
  words,
  front: {
    elements: [
      frame('guilloche', [54, 97, 102, 102], 'guilloche', 0.15, '#f0e4d4'),
      frame('frame', [9, 9, 192, 279], 'rosettes', 0.85, wine, wineGold),
      frame('medal', [89, 27, 32, 32], 'medal', 0.3, wine, wineGold),
      text('title', [30, 62, 150, 25], '상  장', 13.5, { weight: 600, tracking: 0.09, colour: wine }),
      text('title-en', [30, 83.5, 150, 8], 'CERTIFICATE OF HONOURS', 4.2, {
        tracking: 0.09,
        colour: wineGold,
      }),
      line('divider', [75, 94.8, 60, 2.4], 'lozenge', 0.3, wineGold),
      text('honours', [27, 102, 156, 13], '{honours}', 7, {
        weight: 600,
        colour: wine,
        maxLines: 2,
        gives: 'size',
      }),
      text('honours-en', [27, 114.5, 156, 7], '{honoursEn}', 4, { colour: wineGold, needed: false }),
      text('name', [27, 124, 156, 31], '{name}', 18, { ...name, colour: wine }),
      text('name-latin', [27, 153.5, 156, 11], '{nameLatin}', 6.6, {
        colour: grey,
        needed: false,
        floor: 2.8,
      }),
      text(
        'sentence',
        [32, 168, 146, 28],
        '위 사람은 {program}에서 남다른 열정과 노력으로\n뛰어난 성취를 이루었기에 이 상장을 수여합니다.',
        5,
        paragraph,
      ),
      text(
        'sentence-en',
        [34, 195, 142, 20],
        'In recognition of outstanding achievement\nand dedication in {programEn}.',
        3.8,
        { ...paragraph, floor: 2.8, colour: grey },
      ),
      text('date', [55, 220, 100, 8], '{date}', 4.8),
      text('date-en', [55, 227.4, 100, 6], '{dateEn}', 3.5, { colour: grey }),
      { id: 'qr', kind: 'qr', x: 25, y: 238, width: 34, height: 34, locked: false, colour: wine },
      text('issuer', [64, 239, 90, 11], '{issuer}', 5.2, {
        weight: 600,
        colour: wine,
        maxLines: 2,
        align: 'start',
      }),
      text('issuer-en', [64, 249, 90, 7], '{issuerEn}', 3.3, {
        colour: grey,
        floor: 2,
        maxLines: 2,
        align: 'start',
      }),
      text('signer', [64, 258.5, 60, 5.5], '{signer} · {signerEn}', 3.1, {
        font: 'sans',
        colour: grey,
        align: 'start',
      }),
      text('serial', [64, 266.5, 60, 6], 'No. {serial}', 3.2, serial),
      line('signature', [136, 272, 48, 0], 'plain', 0.25, wine),
      frame('seal-place', [158, 243, 26, 26], 'sealPlace', 0.2, wineGold),
      text('seal', [164, 253.2, 14, 6], '(인)', 3.4, { colour: '#cdb48d' }),
    ],
  },
  back: null,
};

const pine = '#173a33';
const bronze = '#9a7440';

const project: CertificateTemplate = {
  format: 2,
  kind: 'project',
  name: '최우수 프로젝트',
  nameEn: 'Best project award',
  paper: { size: 'A4', orientation: 'landscape' },
  words,
  front: {
    elements: [
      frame('guilloche', [107.5, 71, 82, 82], 'guilloche', 0.15, '#e4e8dc'),
      frame('frame', [10, 10, 277, 190], 'corners', 0.85, pine, bronze),
      text('serial', [27, 24.6, 70, 6], 'No. {serial}', 3.4, serial),
      frame('medal', [137, 18.5, 23, 23], 'medal', 0.3, pine, bronze),
      text('title', [48.5, 43, 200, 18], '{award}', 11.5, { weight: 600, tracking: 0.09, colour: pine }),
      text('title-en', [48.5, 59.3, 200, 8], '{awardEn}', 4.2, {
        tracking: 0.08,
        colour: bronze,
        needed: false,
      }),
      line('divider', [114.5, 69, 68, 2.4], 'lozenge', 0.3, bronze),
      text('project', [43.5, 73.5, 210, 13], '「{project}」', 7.2, {
        weight: 600,
        colour: body,
        maxLines: 2,
        gives: 'size',
      }),
      text('team', [63.5, 86, 170, 7], '팀 {team}', 3.8, { colour: grey, needed: false }),
      text('name', [41.5, 93, 214, 28], '{name}', 17, { ...name, colour: pine }),
      text('name-latin', [41.5, 119.5, 214, 10], '{nameLatin}', 6.2, {
        colour: grey,
        needed: false,
        floor: 2.8,
      }),
      text(
        'sentence',
        [58.5, 130.5, 180, 11],
        '위 사람은 {program}에서 뛰어난 프로젝트를 완성하였기에 이 상을 수여합니다.',
        4.7,
        { ...paragraph, maxLines: 2, gives: 'size', floor: 3 },
      ),
      text('sentence-en', [58.5, 140.5, 180, 8], 'Awarded for an outstanding project in {programEn}.', 3.7, {
        ...paragraph,
        maxLines: 2,
        gives: 'size',
        floor: 2.6,
        colour: grey,
      }),
      text('date', [98.5, 153, 100, 8], '{date}', 4.8),
      text('date-en', [98.5, 160.5, 100, 6], '{dateEn}', 3.5, { colour: grey }),
      text('issuer', [98.5, 170, 100, 10], '{issuer}', 5.4, { weight: 600, colour: pine }),
      text('issuer-en', [98.5, 179.3, 100, 6], '{issuerEn}', 3.4, { colour: grey, floor: 2 }),
      { id: 'qr', kind: 'qr', x: 27, y: 152, width: 34, height: 34, locked: false, colour: pine },
      frame('seal-place', [244.5, 153, 25, 25], 'sealPlace', 0.2, bronze),
      text('seal', [250, 163, 14, 6], '(인)', 3.4, { colour: '#c3ac86' }),
      line('signature', [212, 180, 58, 0], 'plain', 0.25, pine),
      text('signer', [206, 181.5, 70, 5.5], '{signer} · {signerEn}', 3.1, { font: 'sans', colour: grey }),
    ],
  },
  back: null,
};

/** The template of a kind that comes with the app; its id in a program is the kind's name, its version there 1. */
export const shippedTemplates: Readonly<Record<TemplateKind, CertificateTemplate>> = {
  completion,
  honours,
  project,
};
