import { type ESTree, Visitor } from "vite";
import type { Breach } from "./breach.ts";
import { isTestOnly, type Source } from "./source.ts";

/** How many `as` a file may have (`as const` is free): each is a promise that the type checker cannot keep. */
const assertions = 4;

const sqlHome = /(^|\/)store\.ts$|\/store\/[^/]+\.ts$|^server\/kernel\//;
const timeHome = /^server\/kernel\/(clock|ids)\.ts$/;
const environmentHome = /^server\/config\/env\.ts$/;
const messageHome = /\/(locales|messages)\/|\/messages(-[a-z-]+)?\.ts$/;

/** Statements that read or write rows, and have the word that follows the verb in SQL. */
const sql = /\binsert\s+into\s|\bselect\s[^]*?\sfrom\s|\bupdate\s+\w+\s+set\s|\bdelete\s+from\s/i;
const builders = new Set(["insertInto", "selectFrom", "updateTable", "deleteFrom", "mergeInto"]);
const emptyVerb = /^(handle|process|manage|do)[A-Z]/;
const emptyNoun = /(Service|Manager|Helper|Utils?|Impl)$/;

type Report = (at: number, reason: string) => void;

/** Code that stands where it does not belong: SQL, time and chance, the environment; and errors that vanish. */
export function findMisplacedCode(source: Source): Breach[] {
  const breaches: Breach[] = [];
  const report: Report = (at, reason) => {
    breaches.push({ path: source.path, line: source.text.slice(0, at).split("\n").length, reason });
  };
  new Visitor(watchErrors(report)).visit(source.program);
  if (isTestOnly(source.path)) return breaches;
  new Visitor(watchNames(report)).visit(source.program);
  countAssertions(source, report);
  if (source.path.startsWith("server/")) watchServer(source, report);
  if (messageHome.test(source.path)) new Visitor(watchMessages(report)).visit(source.program);
  return breaches;
}

function watchServer(source: Source, report: Report): void {
  if (!sqlHome.test(source.path)) new Visitor(watchSql(report)).visit(source.program);
  if (!timeHome.test(source.path)) new Visitor(watchTime(report)).visit(source.program);
  if (!environmentHome.test(source.path)) new Visitor(watchEnvironment(report)).visit(source.program);
}

type Watch = ConstructorParameters<typeof Visitor>[0];

function watchErrors(report: Report): Watch {
  return {
    ExportAllDeclaration: (node) => report(node.start, "name what you export, instead of `export *`"),
    CatchClause: (node) => {
      if (node.body.body.length === 0) report(node.start, "an error vanishes here: translate it, log it or rethrow it");
    },
    CallExpression: (node) => {
      if (memberName(node.callee) === "catch" && node.arguments[0] && answersNothing(node.arguments[0])) {
        report(node.start, "an error vanishes here: say what is best effort, and log it");
      }
    },
  };
}

function watchSql(report: Report): Watch {
  const why = "SQL lives in store.ts";
  return {
    TemplateLiteral: (node) => {
      if (sql.test(node.quasis.map((part) => part.value.raw).join(" x "))) report(node.start, why);
    },
    Literal: (node) => {
      if (typeof node.value === "string" && sql.test(`${node.value} `)) report(node.start, why);
    },
    CallExpression: (node) => {
      if (builders.has(memberName(node.callee) ?? "")) report(node.start, why);
    },
  };
}

function watchTime(report: Report): Watch {
  const why = "time and chance come from ctx.clock and ctx.ids";
  return {
    NewExpression: (node) => {
      if (isName(node.callee, "Date") && node.arguments.length === 0) report(node.start, why);
    },
    MemberExpression: (node) => {
      if (isMember(node, "Date", "now") || isMember(node, "Math", "random")) report(node.start, why);
    },
  };
}

function watchEnvironment(report: Report): Watch {
  return {
    MemberExpression: (node) => {
      if (isMember(node, "process", "env")) report(node.start, "only config/env.ts reads the environment");
    },
  };
}

function watchMessages(report: Report): Watch {
  const judge = (at: number, text: string) => {
    if (/[!！]/.test(text)) report(at, "the interface does not shout: no exclamation mark");
  };
  return {
    Literal: (node) => judge(node.start, typeof node.value === "string" ? node.value : ""),
    TemplateLiteral: (node) => judge(node.start, node.quasis.map((part) => part.value.raw).join("")),
  };
}

function watchNames(report: Report): Watch {
  const judge = (id: ESTree.BindingIdentifier | null) => {
    if (id && emptyVerb.test(id.name)) report(id.start, `${id.name}: the verb says nothing about what happens`);
    if (id && emptyNoun.test(id.name)) report(id.start, `${id.name}: the last word says nothing; name what it holds`);
  };
  return {
    FunctionDeclaration: (node) => judge(node.id),
    ClassDeclaration: (node) => judge(node.id),
    TSInterfaceDeclaration: (node) => judge(node.id),
    TSTypeAliasDeclaration: (node) => judge(node.id),
  };
}

function countAssertions(source: Source, report: Report): void {
  const found: number[] = [];
  new Visitor({
    TSAsExpression: (node) => {
      const { typeAnnotation: type } = node;
      const isConst = type.type === "TSTypeReference" && isName(type.typeName, "const");
      if (!isConst) found.push(node.start);
    },
  }).visit(source.program);
  const first = found[assertions];
  if (first !== undefined) report(first, `${found.length} type assertions; a file has at most ${assertions}`);
}

function memberName(node: ESTree.Node): string | undefined {
  return node.type === "MemberExpression" && node.property.type === "Identifier" ? node.property.name : undefined;
}

function isName(node: ESTree.Node, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}

function isMember(node: ESTree.MemberExpression, object: string, property: string): boolean {
  return isName(node.object, object) && memberName(node) === property;
}

/** `() => {}`, `() => undefined`, `() => null`. */
function answersNothing(node: ESTree.Node): boolean {
  if (node.type !== "ArrowFunctionExpression" && node.type !== "FunctionExpression") return false;
  const { body } = node;
  if (!body) return true;
  if (body.type === "BlockStatement") return body.body.length === 0;
  return isName(body, "undefined") || (body.type === "Literal" && body.value === null);
}
