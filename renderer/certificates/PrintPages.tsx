import { useEffect, useRef } from 'react';
import { client } from '../client';
import classes from './PrintPages.module.css';

type Job = Awaited<ReturnType<typeof client.printing.job>>;

/** Loads exactly the fonts that the pages name; a page must never be drawn with another. */
async function loadFaces(job: Job): Promise<void> {
  for (const { family, weight } of job.faces) {
    const loaded = await document.fonts.load(`${weight} 16px "${family}"`);
    if (!loaded.some((face) => face.status === 'loaded')) throw new Error(`no font ${family} ${weight}`);
  }
}

function layOut(job: Job, into: HTMLElement): void {
  const paper = new CSSStyleSheet();
  paper.replaceSync(
    `@page { size: ${job.widthMm}mm ${job.heightMm}mm; margin: 0 }
     .${classes.page} { width: ${job.widthMm}mm; height: ${job.heightMm - 0.2}mm }`,
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, paper];
  document.title = job.title;
  const pages = job.pages.map((svg) => {
    const page = document.createElement('section');
    page.className = classes.page ?? '';
    page.innerHTML = svg;
    return page;
  });
  into.replaceChildren(...pages);
}

/** The hidden page that certificates and badges are printed from: every page of a job, one under the other. */
export function PrintPages({ id }: { readonly id: string }) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let left = false;
    const draw = async () => {
      const job = await client.printing.job({ id });
      await loadFaces(job);
      if (left || !root.current) return;
      layOut(job, root.current);
      await client.printing.jobReady({ id, problem: null });
    };
    draw().catch((error: unknown) => {
      if (!left) void client.printing.jobReady({ id, problem: String(error).slice(0, 1000) });
    });
    return () => {
      left = true;
    };
  }, [id]);
  return <div ref={root} className={classes.pages} />;
}
