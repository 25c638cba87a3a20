/**
 * The fonts that travel with the app, all with TrueType outlines: Chromium embeds those in a PDF as fonts with
 * extractable text, and CFF outlines as drawings (Type 3).
 *
 * `package` and `path` say where the build takes the file from; `file` is its name beside the built code and under
 * `app://…/fonts/`; `family` and `weight` are how a page or an SVG names it.
 */
export interface BundledFont {
  readonly family: string;
  readonly weight: 400 | 500 | 600 | 700;
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
