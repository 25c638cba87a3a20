import { get, type ReadDb, run, type WriteDb } from './db';

export interface Offset {
  /** Millimetres; right and down are positive. */
  readonly front: { readonly x: number; readonly y: number };
  readonly back: { readonly x: number; readonly y: number };
}

/** By how much a printer's sheets are shifted before they go to it. */
export function printerOffset(db: ReadDb, printer: string): Offset {
  const row = get<{ fx: number; fy: number; bx: number; by: number }>(
    db,
    `SELECT front_x AS fx, front_y AS fy, back_x AS bx, back_y AS by FROM printer_offset WHERE printer = ?`,
    printer,
  );
  return { front: { x: row?.fx ?? 0, y: row?.fy ?? 0 }, back: { x: row?.bx ?? 0, y: row?.by ?? 0 } };
}

export function setPrinterOffset(db: WriteDb, printer: string, { front, back }: Offset): void {
  run(
    db,
    `INSERT INTO printer_offset (printer, front_x, front_y, back_x, back_y) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (printer) DO UPDATE SET front_x = excluded.front_x, front_y = excluded.front_y,
       back_x = excluded.back_x, back_y = excluded.back_y`,
    printer,
    front.x,
    front.y,
    back.x,
    back.y,
  );
}
