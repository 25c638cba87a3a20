import { bundledFonts, screenFamily, screenFonts } from '../../shared/domain/fonts';

/**
 * Makes the bundled fonts known to the page. They come from the app's own folder (no web font), and those that drawings name
 * are the same files as what the main process measures by. A file is read once something is drawn with it.
 */
export function loadFonts(): void {
  const faces = [...bundledFonts, ...screenFonts.map((font) => ({ ...font, family: screenFamily }))];
  for (const { family, weight, file } of faces) {
    document.fonts.add(
      new FontFace(family, `url(/fonts/${file})`, { weight: String(weight), display: 'swap' }),
    );
  }
}
