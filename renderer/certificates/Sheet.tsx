import { useLayoutEffect, useRef } from 'react';
import classes from './Sheet.module.css';
import { svgElement } from './svgElement';

interface Props {
  readonly svg: string | undefined;
  readonly orientation: 'landscape' | 'portrait';
  readonly testId: string;
}

/** A sheet of A4 at its true proportions, as large as there is room for. It is white in the dark too: it is paper. */
export function Sheet({ svg, orientation, testId }: Props) {
  const paper = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    paper.current?.replaceChildren(...(svg ? [svgElement(svg)] : []));
  }, [svg]);
  return (
    <div className={classes.room}>
      <div ref={paper} className={classes.paper} data-orientation={orientation} data-testid={testId} />
    </div>
  );
}
