/** Text stands in CDATA, a number stands bare, a list as repeated elements of the given name. */
export type XmlValue = string | number | { readonly [name: string]: XmlValue | readonly XmlValue[] | undefined };
export type XmlFields = Readonly<Record<string, XmlValue | readonly XmlValue[] | undefined>>;

/** `<xml>` with the fields in their order; what is undefined is left out. */
export function writeXml(fields: XmlFields): string {
  return `<xml>${writeFields(fields)}</xml>`;
}

function writeFields(fields: XmlFields): string {
  let text = "";
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (isList(value)) for (const item of value) text += writeElement(name, item);
    else text += writeElement(name, value);
  }
  return text;
}

function writeElement(name: string, value: XmlValue): string {
  if (typeof value === "object") return `<${name}>${writeFields(value)}</${name}>`;
  return typeof value === "number" ? `<${name}>${value}</${name}>` : `<${name}>${writeCdata(value)}</${name}>`;
}

/** The only sequence that CDATA cannot hold is its own end: it is cut in two. */
function writeCdata(text: string): string {
  return `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
}

function isList(value: XmlValue | readonly XmlValue[]): value is readonly XmlValue[] {
  return Array.isArray(value);
}
