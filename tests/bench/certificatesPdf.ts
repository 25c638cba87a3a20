import path from 'node:path';
import { type Desk, removeHome, startDesk } from '../e2e/desk.ts';
import { rows } from '../e2e/storeReader.ts';
import { median, type Row, row } from './row.ts';

/** From the press of the button to the file that is written, in the real app; gives milliseconds. */
async function makePdf({ page }: Desk): Promise<number> {
  const [before] = await page.getByTestId('document-name').allInnerTexts();
  const from = performance.now();
  await page.getByTestId('make-certificates-pdf').click();
  const name = page.getByTestId('document-name');
  await (before === undefined ? name : name.filter({ hasNotText: before })).waitFor({ timeout: 300_000 });
  return performance.now() - from;
}

/** The same engine, in the same app, printing as many copies of one static page. */
async function printCopies({ app }: Desk, svg: string, copies: number): Promise<number> {
  const from = performance.now();
  await app.evaluate(
    async ({ BrowserWindow }, { drawing, count }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
      await window.loadURL('app://stagedoor/index.html#/print/00000000-0000-4000-8000-000000000000');
      await window.webContents.executeJavaScript(`(async () => {
        for (const face of document.fonts) await face.load();
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('@page { size: 297mm 210mm; margin: 0 } section { width: 297mm; height: 209.8mm; overflow: hidden; break-after: page } body { margin: 0 }');
        document.adoptedStyleSheets = [sheet];
        const page = document.createElement('section');
        page.innerHTML = ${JSON.stringify(drawing)};
        document.body.replaceChildren(...Array.from({ length: ${count} }, () => page.cloneNode(true)));
      })()`);
      const pageSize = { width: 297 / 25.4, height: 210 / 25.4 };
      const margins = { top: 0, bottom: 0, left: 0, right: 0 };
      await window.webContents.printToPDF({
        pageSize,
        margins,
        preferCSSPageSize: true,
        printBackground: true,
      });
      window.destroy();
    },
    { drawing: svg, count: copies },
  );
  return performance.now() - from;
}

/** All certificates of a graduation to one PDF, issued before, against as many copies of one of them. */
export async function certificatesPdf(program: string, rounds = 3): Promise<readonly Row[]> {
  const desk = await startDesk({ program });
  try {
    const file = path.join(desk.documents, path.basename(program));
    await desk.page.getByTestId('job-certificates').click();
    await makePdf(desk);
    const issued = rows<{ drawing: string }>(file, 'SELECT drawing FROM certificate ORDER BY number');
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await makePdf(desk));
      theirs.push(await printCopies(desk, issued[0]?.drawing ?? '', issued.length));
    }
    const reference = `the same engine printing ${issued.length} copies of one static page`;
    return [row(`certificates.pdf.${issued.length}`, 'ms', median(ours), reference, median(theirs))];
  } finally {
    await desk.close();
    removeHome(desk.home);
  }
}
