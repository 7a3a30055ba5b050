import { DROPPED, HEART, SOFT } from "./fold-table.ts";

/** Zeros of decimal digits above the basic plane; nine more digits follow each. */
const zeros = [
  0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730,
  0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60, 0x16ac0, 0x16b50, 0x1ccf0, 0x1e140, 0x1e2f0,
  0x1e4f0, 0x1e950,
];
const hearts = new Set([
  0x1f493, 0x1f494, 0x1f495, 0x1f496, 0x1f497, 0x1f498, 0x1f499, 0x1f49a, 0x1f49b, 0x1f49c, 0x1f49d, 0x1f49e,
]);
for (const more of [0x1f49f, 0x1f48c, 0x1f5a4, 0x1f90d, 0x1f90e, 0x1f9e1, 0x1fa75, 0x1fa76, 0x1fa77]) hearts.add(more);

/** Letters in circles and squares that Unicode does not decompose: the run's A. */
const boxedAlphabets = [0x1f150, 0x1f170, 0x1f1e6];

/**
 * What a character above the basic plane folds to: a string still to be folded, one of the table's
 * values, or undefined when it stands for itself (rare Han, living scripts).
 */
export function foldAstral(codePoint: number): string | typeof DROPPED | typeof SOFT | typeof HEART | undefined {
  if (codePoint >= 0x1f300 && codePoint <= 0x1faff) return hearts.has(codePoint) ? HEART : SOFT;
  if (codePoint >= 0xe0000 && codePoint <= 0xe0fff) return DROPPED;
  for (const first of boxedAlphabets) {
    if (codePoint >= first && codePoint < first + 26) return String.fromCharCode(0x61 + codePoint - first);
  }
  for (const zero of zeros) {
    if (codePoint >= zero && codePoint < zero + 10) return String.fromCharCode(0x30 + codePoint - zero);
  }
  if (isDecomposed(codePoint)) return String.fromCodePoint(codePoint).normalize("NFKC");
  return codePoint >= 0x1f000 && codePoint < 0x1f300 ? SOFT : undefined;
}

/** Mathematical letters and digits, squared letters, segmented digits, compatibility Han. */
function isDecomposed(codePoint: number): boolean {
  return (
    (codePoint >= 0x1d400 && codePoint <= 0x1d7ff) ||
    (codePoint >= 0x1f100 && codePoint <= 0x1f251) ||
    (codePoint >= 0x1fbf0 && codePoint <= 0x1fbf9) ||
    (codePoint >= 0x2f800 && codePoint <= 0x2fa1f)
  );
}
