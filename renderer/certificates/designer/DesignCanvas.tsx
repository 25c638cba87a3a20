import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type CertificateTemplate,
  paperExtent,
  type TemplateElement,
} from '../../../shared/domain/certificateTemplate';
import { type Box, boundsOf, snapMove } from '../../../shared/domain/templateArrange';
import { elementsOf, resized, type SideName } from '../../../shared/domain/templateEdit';
import { svgElement } from '../svgElement';
import classes from './DesignCanvas.module.css';

interface Props {
  readonly body: CertificateTemplate;
  readonly side: SideName;
  /** SVG of the side, drawn by the same code as what prints. */
  readonly drawn: string | undefined;
  readonly chosen: ReadonlySet<string>;
  /** Ids of those with a problem. */
  readonly troubled: ReadonlySet<string>;
  readonly zoom: number;
  readonly choose: (ids: ReadonlySet<string>) => void;
  readonly move: (dx: number, dy: number) => void;
  readonly replace: (element: TemplateElement) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** An element was clicked twice: its text is wanted. */
  readonly onOpen: () => void;
}

type Drag =
  | {
      readonly kind: 'move';
      readonly from: Point;
      readonly dx: number;
      readonly dy: number;
      readonly guides: Guides;
    }
  | { readonly kind: 'resize'; readonly from: Point; readonly handle: string; readonly box: TemplateElement }
  | { readonly kind: 'marquee'; readonly from: Point; readonly to: Point };
type Point = { readonly x: number; readonly y: number };
type Guides = { readonly across: number | undefined; readonly down: number | undefined };

const handles = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
/** Screen pixels within which a moving box is caught by a line. */
const catches = 6;

function handlePoint({ x, y, width, height }: Box, handle: string): Point {
  return {
    x: handle.includes('w') ? x : handle.includes('e') ? x + width : x + width / 2,
    y: handle.includes('n') ? y : handle.includes('s') ? y + height : y + height / 2,
  };
}

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The sheet itself, with what is picked on it framed; dragged with the pointer or nudged with the keys. */
export function DesignCanvas(props: Props) {
  const { body, side, drawn, chosen, troubled, zoom, choose, move, replace, onKeyDown, onOpen } = props;
  const { t } = useTranslation();
  const room = useElementSize();
  const paper = useRef<HTMLDivElement>(null);
  const overlay = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<Drag>();
  const { width, height } = paperExtent(body.paper);
  const elements = elementsOf(body, side);
  const fit = Math.max(0.2, Math.min((room.width - 40) / width, (room.height - 40) / height));
  /** Screen pixels a millimetre. */
  const scale = fit * zoom;

  useLayoutEffect(() => {
    paper.current?.replaceChildren(...(drawn ? [svgElement(drawn)] : []));
  }, [drawn]);

  // While it is dragged, the drawing of what moves goes along; it is drawn anew once it is let go.
  useLayoutEffect(() => {
    const moved = drag?.kind === 'move' ? `translate(${drag.dx} ${drag.dy})` : '';
    for (const group of paper.current?.querySelectorAll('[data-element]') ?? []) {
      if (chosen.has(group.getAttribute('data-element') ?? '') && moved)
        group.setAttribute('transform', moved);
      else group.removeAttribute('transform');
    }
  }, [drag, chosen]);

  const at = (event: PointerEvent): Point => {
    const rect = overlay.current?.getBoundingClientRect();
    return { x: (event.clientX - (rect?.left ?? 0)) / scale, y: (event.clientY - (rect?.top ?? 0)) / scale };
  };
  const press = (event: PointerEvent, next: Drag) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    overlay.current?.setPointerCapture(event.pointerId);
    setDrag(next);
  };
  const pressElement = (event: PointerEvent, { id }: TemplateElement) => {
    const adding = event.shiftKey || event.ctrlKey || event.metaKey;
    if (adding) {
      const next = new Set(chosen);
      if (!next.delete(id)) next.add(id);
      choose(next);
      return event.stopPropagation();
    }
    if (!chosen.has(id)) choose(new Set([id]));
    press(event, {
      kind: 'move',
      from: at(event),
      dx: 0,
      dy: 0,
      guides: { across: undefined, down: undefined },
    });
  };
  const picked = elements.filter(({ id }) => chosen.has(id));
  const follow = (event: PointerEvent) => {
    if (!drag) return;
    const to = at(event);
    const [dx, dy] = [to.x - drag.from.x, to.y - drag.from.y];
    if (drag.kind === 'marquee') return setDrag({ ...drag, to });
    if (drag.kind === 'resize') {
      const box = picked[0];
      if (box)
        setDrag({ ...drag, box: resized(box, drag.handle, Math.round(dx * 2) / 2, Math.round(dy * 2) / 2) });
      return;
    }
    if (picked.length === 0) return;
    const bounds = boundsOf(picked);
    const moved = { ...bounds, x: bounds.x + dx, y: bounds.y + dy };
    // With Alt nothing catches.
    const snap = event.altKey
      ? { dx: 0, dy: 0, across: undefined, down: undefined }
      : snapMove(body, side, chosen, moved, catches / scale);
    setDrag({ ...drag, dx: dx + snap.dx, dy: dy + snap.dy, guides: snap });
  };
  const release = () => {
    setDrag(undefined);
    if (drag?.kind === 'move' && (drag.dx !== 0 || drag.dy !== 0)) move(drag.dx, drag.dy);
    if (drag?.kind === 'resize') replace(drag.box);
    if (drag?.kind === 'marquee') {
      const box = {
        x: Math.min(drag.from.x, drag.to.x),
        y: Math.min(drag.from.y, drag.to.y),
        width: Math.abs(drag.from.x - drag.to.x),
        height: Math.abs(drag.from.y - drag.to.y),
      };
      choose(new Set(elements.filter((one) => !one.locked && overlaps(one, box)).map(({ id }) => id)));
    }
  };
  const boxOf = (element: TemplateElement): Box => {
    if (drag?.kind === 'resize' && drag.box.id === element.id) return drag.box;
    const moves = drag?.kind === 'move' && chosen.has(element.id) ? drag : { dx: 0, dy: 0 };
    return { ...element, x: element.x + moves.dx, y: element.y + moves.dy };
  };
  /** Room for the pointer round a line without height. */
  const grip = 2.5 / scale;
  const handleSize = 9 / scale;
  const only = picked.length === 1 ? picked[0] : undefined;

  return (
    <div ref={room.ref} className={classes.room}>
      <div
        className={classes.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the sheet takes the arrow keys
        tabIndex={0}
        role="application"
        aria-label={t('designer.sheet')}
        aria-describedby="designer-keys"
        onKeyDown={onKeyDown}
        data-testid="design-sheet"
      >
        <div className={classes.sheet} style={{ width: width * scale, height: height * scale }}>
          <div ref={paper} className={classes.paper} data-testid="design-drawing" />
          <svg
            ref={overlay}
            className={classes.overlay}
            viewBox={`0 0 ${width} ${height}`}
            aria-hidden="true"
            onPointerDown={(event) => {
              if (!event.shiftKey) choose(new Set());
              const from = at(event);
              press(event, { kind: 'marquee', from, to: from });
            }}
            onPointerMove={follow}
            onPointerUp={release}
            onPointerCancel={() => setDrag(undefined)}
          >
            {elements
              .filter(({ locked, id }) => !locked || chosen.has(id))
              .map((element) => {
                const box = boxOf(element);
                return (
                  // biome-ignore lint/a11y/noStaticElementInteractions: the list of layers picks with the keyboard
                  <rect
                    key={element.id}
                    className={classes.element}
                    data-chosen={chosen.has(element.id) || undefined}
                    data-troubled={troubled.has(element.id) || undefined}
                    data-frame={element.kind === 'frame' || undefined}
                    x={box.x - (box.width < 2 * grip ? grip : 0)}
                    y={box.y - (box.height < 2 * grip ? grip : 0)}
                    width={Math.max(box.width, 2 * grip)}
                    height={Math.max(box.height, 2 * grip)}
                    onPointerDown={(event) => pressElement(event, element)}
                    onDoubleClick={onOpen}
                    data-testid={`box-${element.id}`}
                  />
                );
              })}
            {drag?.kind === 'move' && drag.guides.down !== undefined && (
              <line
                className={classes.guide}
                x1={drag.guides.down}
                x2={drag.guides.down}
                y1={0}
                y2={height}
              />
            )}
            {drag?.kind === 'move' && drag.guides.across !== undefined && (
              <line
                className={classes.guide}
                y1={drag.guides.across}
                y2={drag.guides.across}
                x1={0}
                x2={width}
              />
            )}
            {drag?.kind === 'marquee' && (
              <rect
                className={classes.marquee}
                x={Math.min(drag.from.x, drag.to.x)}
                y={Math.min(drag.from.y, drag.to.y)}
                width={Math.abs(drag.from.x - drag.to.x)}
                height={Math.abs(drag.from.y - drag.to.y)}
              />
            )}
            {only &&
              drag?.kind !== 'move' &&
              handles.map((handle) => {
                const point = handlePoint(boxOf(only), handle);
                return (
                  <rect
                    key={handle}
                    className={classes.handle}
                    data-handle={handle}
                    x={point.x - handleSize / 2}
                    y={point.y - handleSize / 2}
                    width={handleSize}
                    height={handleSize}
                    onPointerDown={(event) =>
                      press(event, { kind: 'resize', from: at(event), handle, box: only })
                    }
                    data-testid={`handle-${handle}`}
                  />
                );
              })}
          </svg>
        </div>
      </div>
      <p id="designer-keys" hidden>
        {t('designer.keys')}
      </p>
    </div>
  );
}
