import { bundledFonts, screenFamily, screenFonts } from '../../shared/domain/fonts';
import { parseRoute } from './route';

/**
 * Makes the bundled fonts known to the page. They come from the app's own folder (no web font), and those that drawings name
 * are the same files as what the main process measures by. A file is read once something is drawn with it; but what the main
 * window's texts are drawn in (index.html has it fetched) is read while that waits for its first answers: a text that is there
 * before its font is measured twice.
 */
export function loadFonts(): void {
  const ahead = parseRoute(window.location.hash).kind === 'job';
  const faces = [...bundledFonts, ...screenFonts.map((font) => ({ ...font, family: screenFamily }))];
  for (const { family, weight, file } of faces) {
    const face = new FontFace(family, `url(/fonts/${file})`, { weight: String(weight), display: 'swap' });
    document.fonts.add(face);
    if (ahead && family === screenFamily) face.load().catch(() => {});
  }
}
