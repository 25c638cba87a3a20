import { useEffect, useRef } from 'react';
import { client } from '../client';
import classes from './PrintPages.module.css';
import { svgElement } from './svgElement';

type Job = NonNullable<Awaited<ReturnType<typeof client.printing.job>>>;

/** Loads exactly the fonts that the pages name; a page must never be drawn with another. */
async function loadFaces(job: Job): Promise<void> {
  for (const { family, weight } of job.faces) {
    const loaded = await document.fonts.load(`${weight} 16px "${family}"`);
    if (!loaded.some((face) => face.status === 'loaded')) throw new Error(`no font ${family} ${weight}`);
  }
}

/** Moves what is drawn on each second page, for a printer that is that much off. */
function shifted(pages: 'odd' | 'even', { x, y }: { readonly x: number; readonly y: number }): string {
  if (x === 0 && y === 0) return '';
  return `.${classes.page}:nth-child(${pages}) > svg { transform: translate(${x}mm, ${y}mm) }`;
}

/** Makes the paper as large as the job's pages. */
function setPaper(paper: CSSStyleSheet, job: Job): void {
  paper.replaceSync(
    `@page { size: ${job.widthMm}mm ${job.heightMm}mm; margin: 0 }
     .${classes.page} { width: ${job.widthMm}mm; height: ${job.heightMm - 0.2}mm }
     ${shifted('odd', job.shift.front)} ${shifted('even', job.shift.back)}`,
  );
  document.title = job.title;
}

async function fetchPages(id: string, count: number): Promise<readonly string[]> {
  const pages: string[] = [];
  while (pages.length < count) pages.push(...(await client.printing.jobPages({ id, from: pages.length })));
  return pages;
}

function pageElement(svg: string): HTMLElement {
  const page = document.createElement('section');
  page.className = classes.page ?? '';
  page.append(svgElement(svg));
  return page;
}

/** The hidden page that certificates and badges are printed from: every page of a job, one under the other, job after job. */
export function PrintPages({ id }: { readonly id: string }) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let left = false;
    const paper = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, paper];
    /** Draws the next job; false where none came any more. */
    const draw = async (drawn: number): Promise<boolean> => {
      const job = await client.printing.job({ id, drawn });
      if (!job) return false;
      // What was drawn before is not kept beside the next.
      root.current?.replaceChildren();
      const pages = await fetchPages(id, job.pages);
      await loadFaces(job);
      if (left || !root.current) return false;
      setPaper(paper, job);
      root.current.replaceChildren(...pages.map(pageElement));
      await client.printing.jobReady({ id, problem: null });
      return true;
    };
    const drawAll = async () => {
      for (let drawn = 0; await draw(drawn); drawn++);
    };
    drawAll().catch((error: unknown) => {
      if (!left) void client.printing.jobReady({ id, problem: String(error).slice(0, 1000) });
    });
    return () => {
      left = true;
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== paper);
    };
  }, [id]);
  return <div ref={root} className={classes.pages} />;
}
