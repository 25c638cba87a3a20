export const fontFamilies = ['Pretendard', 'Noto Serif KR', 'Noto Serif SC'] as const;
export type FontFamily = (typeof fontFamilies)[number];
export type FontWeight = 400 | 600 | 700;

/** One cut of a family, as an SVG names it. */
export interface FontFace {
  readonly family: FontFamily;
  readonly weight: FontWeight;
}

/**
 * The fonts that travel with the app, all with TrueType outlines: Chromium embeds those in a PDF as fonts with
 * extractable text, and CFF outlines as drawings (Type 3).
 *
 * `package` and `path` say where the build takes the file from; `file` is its name beside the built code and under
 * `app://…/fonts/`; `family` and `weight` are how a page or an SVG names it.
 */
export interface BundledFont {
  readonly family: FontFamily;
  readonly weight: FontWeight;
  readonly file: string;
  readonly package: string;
  readonly path: string;
}

export const bundledFonts: readonly BundledFont[] = [
  {
    family: 'Pretendard',
    weight: 400,
    file: 'Pretendard-Regular.ttf',
    package: 'pretendard',
    path: 'dist/public/static/alternative/Pretendard-Regular.ttf',
  },
  {
    family: 'Pretendard',
    weight: 600,
    file: 'Pretendard-SemiBold.ttf',
    package: 'pretendard',
    path: 'dist/public/static/alternative/Pretendard-SemiBold.ttf',
  },
  {
    family: 'Pretendard',
    weight: 700,
    file: 'Pretendard-Bold.ttf',
    package: 'pretendard',
    path: 'dist/public/static/alternative/Pretendard-Bold.ttf',
  },
  {
    family: 'Noto Serif KR',
    weight: 400,
    file: 'NotoSerifKR-Regular.ttf',
    package: '@expo-google-fonts/noto-serif-kr',
    path: '400Regular/NotoSerifKR_400Regular.ttf',
  },
  {
    family: 'Noto Serif KR',
    weight: 600,
    file: 'NotoSerifKR-SemiBold.ttf',
    package: '@expo-google-fonts/noto-serif-kr',
    path: '600SemiBold/NotoSerifKR_600SemiBold.ttf',
  },
  {
    family: 'Noto Serif SC',
    weight: 400,
    file: 'NotoSerifSC-Regular.ttf',
    package: '@expo-google-fonts/noto-serif-sc',
    path: '400Regular/NotoSerifSC_400Regular.ttf',
  },
  {
    family: 'Noto Serif SC',
    weight: 600,
    file: 'NotoSerifSC-SemiBold.ttf',
    package: '@expo-google-fonts/noto-serif-sc',
    path: '600SemiBold/NotoSerifSC_600SemiBold.ttf',
  },
];

/** A cut of Pretendard for what a screen shows, by its file and where the build takes that from. */
export interface ScreenFont {
  readonly weight: FontWeight;
  readonly file: string;
  readonly package: string;
  readonly path: string;
}

/** What the screens' own texts are drawn in; what it lacks is taken from Pretendard. Never named by a drawing. */
export const screenFamily = 'Pretendard Screen';

/**
 * Pretendard with the 2,350 syllables of KS X 1001 alone: of the same version, with the same outlines and widths. Every window
 * holds the fonts that it draws with, and whole they are ten times as large.
 */
export const screenFonts: readonly ScreenFont[] = (
  [
    [400, 'Regular'],
    [600, 'SemiBold'],
    [700, 'Bold'],
  ] as const
).map(([weight, name]) => ({
  weight,
  file: `Pretendard-${name}.subset.woff2`,
  package: 'pretendard',
  path: `dist/web/static/woff2-subset/Pretendard-${name}.subset.woff2`,
}));

/** A serif text takes each character from the first of these that has it … */
export const serif: readonly FontFamily[] = ['Noto Serif KR', 'Noto Serif SC', 'Pretendard'];
/** … and a sans-serif text from the first of these. Every bundled family is in both, so only a character that none has is missing. */
export const sans: readonly FontFamily[] = ['Pretendard', 'Noto Serif KR', 'Noto Serif SC'];

/** The bundled file of a cut. The serif families have no bold: 600 is their heaviest, and stands for it. */
export function bundledFont({ family, weight }: FontFace): BundledFont {
  const cuts = bundledFonts.filter((font) => font.family === family);
  const cut = cuts.find((font) => font.weight === weight) ?? cuts.at(-1);
  if (!cut) throw new Error(`no bundled font of ${family}`);
  return cut;
}
