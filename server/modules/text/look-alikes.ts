/**
 * Letters of other scripts that are drawn like a Latin one: Cyrillic, Greek, Armenian, Cherokee,
 * small capitals, phonetic letters. What counts is the shape, so Cyrillic В is b and Р is p. Ticks
 * and crosses (√ ✖) are left out: people put them behind ordinary words.
 */
const letters: Readonly<Record<string, string>> = {
  a: "аɑαᴀАΑⱭ",
  b: "ЬьВвΒʙБ",
  c: "сСϲСᴄꮯⅽℂ",
  d: "ԁᴅԀđĐꭰ",
  e: "еЕΕεєᴇꭱℯ",
  f: "ꜰϝƒ",
  g: "ɡɢցԌ",
  h: "һҺНнΗʜհħĦ",
  i: "іІΙιıɩɪ",
  j: "јЈϳȷᴊ",
  k: "кКΚκᴋ",
  l: "ӏӀʟłŁ",
  m: "мМΜᴍ",
  n: "ΝηпոɴИ",
  o: "оОοΟօσᴏøØ",
  p: "рРρΡᴘ",
  q: "ԛԚգ",
  r: "гᴦʀɾ",
  s: "ѕЅꜱꮪ",
  t: "тТτΤᴛŧŦ",
  u: "υսᴜʋ∪Ս",
  v: "ѵѴνᴠꮩ∨ⅴᐯ",
  w: "ԝԜωᴡшШ",
  x: "хХχΧ×ᕁ",
  y: "уУүҮγΥʏҳ",
  z: "ᴢΖƶ",
};

/** Numbered dingbats, which Unicode does not decompose: first code unit of a run, its digit, length. */
const digitRuns: readonly (readonly [first: number, digit: number, count: number])[] = [
  [0x2776, 1, 9],
  [0x2780, 1, 9],
  [0x278a, 1, 9],
  [0x24f5, 1, 9],
  [0x24ff, 0, 1],
];

/** Every look-alike in the basic plane with the letter or digit it stands for. */
export function listLookAlikes(): [codeUnit: number, as: number][] {
  const pairs: [number, number][] = [];
  for (const [letter, alikes] of Object.entries(letters)) {
    for (const alike of alikes) pairs.push([alike.charCodeAt(0), letter.charCodeAt(0)]);
  }
  for (const [first, digit, count] of digitRuns) {
    for (let i = 0; i < count; i++) pairs.push([first + i, 0x30 + digit + i]);
  }
  return pairs;
}
