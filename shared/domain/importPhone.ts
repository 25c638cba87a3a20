/**
 * A phone number as a spreadsheet left it: digits of full width are made plain, and a Korean mobile number that Excel took for
 * a number (1012345678, 1012345678.0, 821012345678) gets its zero and hyphens back. What is not such a one stays as it was typed.
 */
export function recoverPhone(typed: string): string {
  const plain = /^[!-~]*$/.test(typed)
    ? typed
    : typed
        .normalize('NFKC')
        .replace(/[‐‑‒–—―−]/g, '-')
        .trim();
  const digits = /^(\d+)(?:\.0+)?$/.exec(plain)?.[1] ?? '';
  const eaten = /^(?:82)?(1[016789])(\d{3,4})(\d{4})$/.exec(digits);
  return eaten ? `0${eaten[1]}-${eaten[2]}-${eaten[3]}` : plain;
}
