import type { JSX } from "preact";

const colours = ["c1", "c5", "c4", "c3", "c6", "c2", "c7"] as const;

/** The same person has the same colour everywhere; it is taken from the id, so a new nickname keeps it. */
function colourOf(id: string): string {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return colours[sum % colours.length] ?? "c1";
}

/** The last sign of a Chinese name tells people apart better than the first; of other names it is the first. */
export function initialOf(name: string): string {
  const signs = Array.from(name.trim()).filter((sign) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(sign));
  const chinese = signs.filter((sign) => /\p{Script=Han}/u.test(sign));
  return (chinese.at(-1) ?? signs[0] ?? "·").toUpperCase();
}

export function Avatar({ id, name }: { readonly id: string; readonly name: string }): JSX.Element {
  return <Tile id={id} sign={initialOf(name)} />;
}

/** A group is known by the first sign of its name: the last is 群 in most of them. */
export function GroupAvatar({ id, name }: { readonly id: string; readonly name: string }): JSX.Element {
  return <Tile id={id} sign={Array.from(name.trim())[0] ?? "·"} />;
}

function Tile({ id, sign }: { readonly id: string; readonly sign: string }): JSX.Element {
  return (
    <span class={`avatar ${colourOf(id)}`} aria-hidden="true">
      {sign}
    </span>
  );
}
