const longApart = 300_000;

/**
 * True where a station's copy has been on its own for so long that whoever stands at the door is to see it from afar: since it
 * went apart, or longer, where it was started anew meanwhile or its trouble became another one.
 */
export function isLongApart(
  { since, copyAt }: { readonly since: number; readonly copyAt: number | null },
  now: number,
): boolean {
  return now - Math.min(since, copyAt ?? since) > longApart;
}
