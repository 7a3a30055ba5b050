// Runs inside the page: no imports, nothing of Node. read-faults.ts sends the text of this file there.

/** Something a reader would stumble over. */
export interface Fault {
  readonly kind: "scroll" | "clipped" | "text" | "picture";
  /** The element, as its tag, class and first words. */
  readonly where: string;
  readonly what: string;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Edges fall between pixels; less than this cannot be seen. CSS pixels. */
const slack = 1.5;
const mostFaults = 30;
/** Blanks that operators write themselves: in greetings, answers and the names of groups. */
const blanks = /\{(n|nickname|group)\}/g;
/** What is shown as it is: code, ids, names that nobody translates. */
const verbatim = "code, pre, kbd, samp, script, style, noscript, template, [translate=no], [data-raw-ok]";

/** Everything wrong on the page as it stands now, in document order, at most thirty. */
export function findFaults(): Fault[] {
  const faults = [...findSidewaysScroll(), ...findInTexts(), ...findInAttributes(), ...findMissingPictures()];
  const unique = new Map(faults.map((fault) => [`${fault.kind} ${fault.where} ${fault.what}`, fault]));
  return [...unique.values()].slice(0, mostFaults);
}

function findSidewaysScroll(): Fault[] {
  const page = document.scrollingElement ?? document.documentElement;
  const excess = page.scrollWidth - page.clientWidth;
  if (excess <= slack) return [];
  const sticksOut = (element: Element) =>
    isSeen(element) && element.getBoundingClientRect().right > page.clientWidth + slack;
  const outside = [...document.body.querySelectorAll("*")].filter(
    (element) => sticksOut(element) && !isContained(element),
  );
  const deepest = outside.find((element) => ![...element.children].some(sticksOut)) ?? document.body;
  return [{ kind: "scroll", where: nameOf(deepest), what: `the page scrolls sideways by ${Math.round(excess)} px` }];
}

/** True inside a box that scrolls or cuts sideways by itself, which does not widen the page. */
function isContained(element: Element): boolean {
  for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
    if (getComputedStyle(up).overflowX !== "visible") return true;
  }
  return false;
}

function findInTexts(): Fault[] {
  const faults: Fault[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.nodeValue?.trim() ?? "";
    if (!element || text === "" || !isSeen(element)) continue;
    const wrong = judgeText(element, text);
    if (wrong) faults.push({ kind: "text", where: nameOf(element), what: wrong });
    const cut = judgeClipping(node, element);
    if (cut) faults.push({ kind: "clipped", where: nameOf(element), what: cut });
  }
  return faults;
}

function findInAttributes(): Fault[] {
  const faults: Fault[] = [];
  for (const element of document.body.querySelectorAll("[placeholder], [title], [aria-label], [alt]")) {
    if (!isSeen(element)) continue;
    for (const name of ["placeholder", "title", "aria-label", "alt"]) {
      const wrong = judgeText(element, element.getAttribute(name)?.trim() ?? "");
      if (wrong) faults.push({ kind: "text", where: nameOf(element), what: `${name}: ${wrong}` });
    }
    const cut = element instanceof HTMLInputElement ? judgePlaceholder(element) : undefined;
    if (cut) faults.push({ kind: "clipped", where: nameOf(element), what: cut });
  }
  return faults;
}

function findMissingPictures(): Fault[] {
  return [...document.images]
    .filter((image) => isSeen(image) && image.complete && image.naturalWidth === 0 && image.getAttribute("src"))
    .map((image) => ({ kind: "picture", where: nameOf(image), what: "the picture does not load" }));
}

/** Why a text cannot be meant for a reader. */
function judgeText(element: Element, text: string): string | undefined {
  if (text === "" || element.closest(verbatim)) return undefined;
  const isKey = /^[a-z][a-zA-Z0-9]*(\.[a-zA-Z][\w-]*)+$/.test(text);
  const isAddress = /\.(com|cn|org|net|io|dev|local|example|test|jpe?g|png|webp|gif|svg|csv|xlsx|pdf|txt)$/i.test(text);
  if (isKey && !isAddress) return `a message key: ${text}`;
  const leak = /\bundefined\b|\bNaN\b|\bnull\b|\[object |Invalid Date|\{\{?\w+\}?\}/.exec(
    text.replaceAll(blanks, ""),
  )?.[0];
  return leak ? `a value that leaked: ${leak}` : undefined;
}

/** Whether a box that neither scrolls nor says what it hides cuts a part of the text away. */
function judgeClipping(node: Node, element: Element): string | undefined {
  if (element.closest("[data-clip-ok]")) return undefined;
  const range = document.createRange();
  range.selectNodeContents(node);
  const emPx = Number.parseFloat(getComputedStyle(element).fontSize);
  for (const { left, right, top, bottom } of range.getClientRects()) {
    // A font's box is taller than its letters: what counts is the em in its middle.
    const spare = Math.max(0, (bottom - top - emPx) / 2);
    const cut = findCut({ left, right, top: top + spare, bottom: bottom - spare }, element);
    if (cut) return cut;
  }
  return undefined;
}

/** Walks up the boxes that can cut `box`; a scroller in between makes it reachable. */
function findCut(box: Box, element: Element): string | undefined {
  const seen = { ...box };
  let position = "static";
  for (let up: Element | null = element; up && up !== document.documentElement; up = up.parentElement) {
    const style = getComputedStyle(up);
    const isHolder = up === element || holds(style, position);
    if (isHolder) {
      const cut = cutBy(up, style, seen);
      if (cut !== undefined) return cut === "" ? undefined : cut;
      position = style.position;
    }
    if (position === "fixed") return cutByWindow(seen);
  }
  return undefined;
}

/** Whether an ancestor's edges apply to a descendant of this position. */
function holds(style: CSSStyleDeclaration, position: string): boolean {
  if (position !== "absolute") return true;
  return style.position !== "static" || style.transform !== "none";
}

/** What is cut; "" when the rest of the walk has nothing more to say; undefined to walk on. */
function cutBy(up: Element, style: CSSStyleDeclaration, seen: Box): string | undefined {
  const edge = up.getBoundingClientRect();
  const scrolls = /auto|scroll/;
  if (scrolls.test(style.overflowX)) narrow(seen, { left: edge.left, right: edge.right });
  if (scrolls.test(style.overflowY)) narrow(seen, { top: edge.top, bottom: edge.bottom });
  if (seen.left >= seen.right || seen.top >= seen.bottom) return "";
  const direction = directionCut(seen, edge, style);
  if (!direction) return undefined;
  // Folded away as a whole: a closed panel, or words for screen readers only.
  if (edge.width <= 2 || edge.height <= 2 || isOutside(seen, edge)) return "";
  return saysTheRest(up, style) ? "" : `cut off ${direction} by ${nameOf(up)}`;
}

function directionCut(seen: Box, edge: Box, style: CSSStyleDeclaration): string | undefined {
  const cuts = /hidden|clip/;
  if (cuts.test(style.overflowX) && (seen.right > edge.right + slack || seen.left < edge.left - slack)) {
    return "sideways";
  }
  if (cuts.test(style.overflowY) && (seen.bottom > edge.bottom + slack || seen.top < edge.top - slack)) {
    return "in its height";
  }
  return undefined;
}

function narrow(seen: Box, to: Partial<Box>): void {
  seen.left = Math.max(seen.left, to.left ?? seen.left);
  seen.right = Math.min(seen.right, to.right ?? seen.right);
  seen.top = Math.max(seen.top, to.top ?? seen.top);
  seen.bottom = Math.min(seen.bottom, to.bottom ?? seen.bottom);
}

function isOutside(box: Box, edge: Box): boolean {
  return box.left >= edge.right || box.right <= edge.left || box.top >= edge.bottom || box.bottom <= edge.top;
}

/** An ellipsis is honest when the whole text can be had: from a title, a label, or a tooltip that is named. */
function saysTheRest(up: Element, style: CSSStyleDeclaration): boolean {
  const isShortened = style.textOverflow === "ellipsis" || style.getPropertyValue("-webkit-line-clamp") !== "none";
  const isTold = up.closest("[title], [aria-label], [aria-describedby]") ?? up.querySelector("[title], [aria-label]");
  return isShortened && isTold !== null;
}

function cutByWindow(seen: Box): string | undefined {
  const isAway = seen.left >= innerWidth || seen.right <= 0 || seen.top >= innerHeight || seen.bottom <= 0;
  if (isAway) return undefined;
  return seen.right > innerWidth + slack || seen.left < -slack ? "cut off by the edge of the window" : undefined;
}

function judgePlaceholder(input: HTMLInputElement): string | undefined {
  if (input.value !== "" || input.placeholder === "" || input.closest("[data-clip-ok]")) return undefined;
  const style = getComputedStyle(input);
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return undefined;
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const room = input.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
  const excess = pen.measureText(input.placeholder).width - room;
  return excess > slack ? `the placeholder is ${Math.round(excess)} px too long: ${input.placeholder}` : undefined;
}

function isSeen(element: Element): boolean {
  if (element.closest("[inert]")) return false;
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
}

function nameOf(element: Element): string {
  const classes = element.getAttribute("class")?.trim().split(/\s+/).slice(0, 2).join(".") ?? "";
  const words = (element.textContent ?? "").trim().replaceAll(/\s+/g, " ").slice(0, 40);
  return `<${element.tagName.toLowerCase()}${classes ? `.${classes}` : ""}>${words ? ` “${words}”` : ""}`;
}
