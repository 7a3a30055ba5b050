/** An element's content: its text, or its elements by name, those of one name in a list. */
export type XmlContent = string | { [name: string]: XmlContent | XmlContent[] };

/** Reads the plain XML of callbacks: elements, text, CDATA. No attributes, no DTD, no entities but the five. */
export function readXml(text: string): XmlContent {
  const reader = new XmlReader(text.trim());
  const content = reader.readElement("xml");
  reader.assertEnd();
  return content;
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

class XmlReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readElement(wanted?: string): XmlContent {
    const name = this.#take(/<([A-Za-z_][\w.-]*)\s*>/y)?.[1] ?? this.#fail("an element should begin");
    if (wanted !== undefined && name !== wanted) this.#fail(`<${wanted}> is wanted, not <${name}>`);
    return this.#readContent(name);
  }

  assertEnd(): void {
    if (this.#at < this.#text.length) this.#fail("nothing should follow");
  }

  #readContent(name: string): XmlContent {
    const elements: { [name: string]: XmlContent | XmlContent[] } = {};
    let text = "";
    for (;;) {
      const cdata = this.#take(/<!\[CDATA\[([^]*?)\]\]>/y)?.[1];
      const plain = cdata === undefined ? this.#take(/[^<]+/y)?.[0] : undefined;
      if (cdata !== undefined) text += cdata;
      else if (plain !== undefined) text += this.#resolve(plain);
      else if (this.#take(new RegExp(`</${name}\\s*>`, "y"))) break;
      else this.#addElement(elements);
    }
    const hasElements = Object.keys(elements).length > 0;
    if (hasElements && text.trim() !== "") this.#fail(`text stands between the elements of <${name}>`);
    return hasElements ? elements : text.trim();
  }

  #addElement(elements: { [name: string]: XmlContent | XmlContent[] }): void {
    const name = /<([A-Za-z_][\w.-]*)/y;
    name.lastIndex = this.#at;
    const next = name.exec(this.#text)?.[1] ?? this.#fail("an element should begin or end");
    const content = this.readElement(next);
    const before = elements[next];
    if (before === undefined) elements[next] = content;
    else elements[next] = Array.isArray(before) ? [...before, content] : [before, content];
  }

  #resolve(text: string): string {
    return text.replaceAll(/&(\w+);/g, (_, name: string) => entities[name] ?? this.#fail(`&${name}; is not known`));
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }

  #fail(reason: string): never {
    throw new SyntaxError(`${reason}, at character ${this.#at}`);
  }
}
