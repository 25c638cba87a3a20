import { bundledFonts } from '../../shared/domain/fonts';

/**
 * Makes the bundled fonts known to the page. They come from the app's own folder (no web font), and the same files are
 * what the main process measures by.
 */
export function loadFonts(): void {
  for (const { family, weight, file } of bundledFonts) {
    document.fonts.add(
      new FontFace(family, `url(/fonts/${file})`, { weight: String(weight), display: 'swap' }),
    );
  }
}
