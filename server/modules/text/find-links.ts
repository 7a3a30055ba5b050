/** A stretch of the original text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An address; `isHidden` when it is shortened, or written so that software would not see one. */
export interface Link extends Span {
  readonly isHidden: boolean;
}

const endings =
  "com|cn|net|org|top|xyz|vip|cc|me|io|tv|shop|club|info|site|online|link|ink|ltd|fun|icu|work|wang|live|pro|biz|mobi|asia|ren|tk|ml|bid|loan|win|store|app|art|cloud|pub|chat|group";
const shorteners =
  "t.me t.cn url.cn dwz.cn suo.im bit.ly tinyurl.com is.gd goo.gl u.nu rrd.me c7.gg w.url.cn sourl.cn 0x3.me mrw.so reurl.cc tb.cn m.tb.cn wa.me";

const dot = "[.。·•｡点]";
const tail = String.raw`(?:[/?#][^\s，。！？、；：（）【】《》\[\]"'<>\u4e00-\u9fff]*)?`;
const label = "[a-z0-9][a-z0-9-]{0,62}";
const shapes: readonly RegExp[] = [
  new RegExp(String.raw`https?\s?[:：]\s?\/{2}[^\s，。！？、；：（）【】《》\[\]"'<>\u4e00-\u9fff]{3,}`, "gi"),
  new RegExp(String.raw`(?<![a-z0-9@._-])(?:${label}${dot}){1,4}(?:${endings})(?![a-z0-9@])${tail}`, "gi"),
  new RegExp(
    String.raw`(?<![a-z0-9@._-])(?:${shorteners
      .split(" ")
      .map((host) => host.replaceAll(".", String.raw`\s?${dot}\s?`))
      .join("|")})\s?/\s?[a-z0-9+_-]+`,
    "gi",
  ),
];
/** Cheap to ask of every message: without one of these there is no address in it. */
const mayHaveLink = /[.．。·•｡点:：]\s?[a-zａ-ｚ/／]/i;
const shortened = new RegExp(
  `^(?:https?://)?(?:${shorteners.replaceAll(".", String.raw`\.`).replaceAll(" ", "|")})/`,
  "i",
);
const email = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;

/** Enough evidence; what follows a flood of addresses is not looked at for more of them. */
const mostLinks = 20;

/** The addresses in a text, in reading order, none inside another. */
export function findLinks(text: string): Link[] {
  if (!mayHaveLink.test(text)) return [];
  // Full-width letters, dots and slashes, one for one, so that offsets hold; other signs end an address.
  const narrow = text.replaceAll(/[０-９Ａ-Ｚａ-ｚ．／－]/g, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
  const links: Link[] = [];
  for (const shape of shapes) {
    for (const match of narrow.matchAll(shape)) {
      if (links.length === mostLinks) break;
      const [start, end] = [match.index, match.index + match[0].length];
      if (links.some((link) => link.start < end && start < link.end)) continue;
      links.push({ start, end, isHidden: shortened.test(match[0]) || !isPlain(text.slice(start, end)) });
    }
  }
  return links.toSorted((a, b) => a.start - b.start);
}

/** Mail addresses: no contact pattern is sought inside them. */
export function findEmails(text: string): Span[] {
  if (!text.includes("@")) return [];
  return [...text.matchAll(email)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function isPlain(address: string): boolean {
  return /^(?:https?：\/\/)?[\x21-\x7e]+$/i.test(address);
}
