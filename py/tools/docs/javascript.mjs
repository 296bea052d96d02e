/**
 * What the package's modules say of themselves: JSON of what each exports, and of the types that those name.
 *
 *     node javascript.mjs WEB ENTRY…
 *
 * WEB: the folder with tsconfig.json and node_modules; ENTRY: a module's path in it.
 */

import { createRequire } from "node:module";
import { join } from "node:path";

const [web, ...entries] = process.argv.slice(2);
const ts = createRequire(join(web, "package.json"))("typescript");

const { config } = ts.readConfigFile(join(web, "tsconfig.json"), ts.sys.readFile);
const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, web);
const program = ts.createProgram(fileNames, options);
const checker = program.getTypeChecker();

const words = (parts) => ts.displayPartsToString(parts).trim();
const isHidden = (symbol) => symbol.getJsDocTags().some(({ name }) => name === "internal");
/** Of a tag, without its dash. */
const comment = (tag) => (ts.getTextOfJSDocComment(tag?.comment) ?? "").replace(/^-?\s*/, "").trim();

function signatureOf(declaration) {
  const parameters = declaration.parameters.map((parameter) => {
    const tag = ts.getJSDocParameterTags(parameter)[0];
    const optional = Boolean(tag?.isBracketed ?? parameter.initializer);
    const type = typeText(ts.getJSDocType(parameter));
    return { name: ts.isIdentifier(parameter.name) ? parameter.name.text : (tag?.name.getText() ?? "options"), type, optional, text: comment(tag) };
  });
  const returns = ts.getJSDocReturnTag(declaration);
  const throws = ts.getJSDocTags(declaration).filter((tag) => tag.tagName.text === "throws");
  return {
    parameters,
    returns: returns && { type: typeText(returns.typeExpression?.type), text: comment(returns) },
    throws: throws.map((tag) => ({ type: typeText(tag.typeExpression?.type), text: comment(tag) })),
  };
}

const typeText = (node) => node?.getText().replace(/\s*\n\s*\*\s*/g, " ") ?? "";

/** What a module says of itself at its beginning. */
function heading(file) {
  const [, text = ""] = /\/\*\*([\s\S]*?)\*\//.exec(file.text) ?? [];
  return text.replace(/^\s*\* ?/gm, "").split(/^@/m)[0].trim();
}

function described(symbol) {
  const declaration = symbol.valueDeclaration ?? symbol.declarations[0];
  const told = { name: symbol.name, text: words(symbol.getDocumentationComment(checker)) };
  if (ts.isFunctionLike(declaration) && !ts.isAccessor(declaration)) return { ...told, kind: "function", ...signatureOf(declaration) };
  if (ts.isClassDeclaration(declaration)) {
    const text = told.text || heading(declaration.getSourceFile());
    return { ...told, text, kind: "class", members: membersOf(symbol, declaration) };
  }
  const given = ts.getJSDocType(declaration) ?? ts.getJSDocReturnType(declaration);
  const made = ts.TypeFormatFlags.NoTruncation;
  const type = given ? typeText(given) : checker.typeToString(checker.getTypeOfSymbol(symbol), declaration, made);
  return { ...told, kind: "value", type };
}

/** Of an instance; without what is its parent's, its own affair, or called by the browser. */
function membersOf(symbol, declaration) {
  const isOwn = (member) => member.declarations?.every((each) => each.getSourceFile() === declaration.getSourceFile());
  const isCalled = ({ name }) => /^(__|#)|Callback$/.test(name);
  const members = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol));
  return members.filter((member) => isOwn(member) && !isCalled(member) && !isHidden(member)).map((member) => described(member));
}

/** Typedefs of all modules of the package and of the engine's types, by name. */
function typedefs() {
  const found = new Map();
  for (const file of program.getSourceFiles()) {
    if (!file.fileName.startsWith(join(web, "package")) && !file.fileName.startsWith(join(web, "engine"))) continue;
    const visit = (node) => {
      for (const doc of node.jsDoc ?? []) {
        for (const tag of doc.tags ?? []) if (ts.isJSDocTypedefTag(tag) && !found.has(tag.name.text)) found.set(tag.name.text, typedef(tag));
      }
      ts.forEachChild(node, visit);
    };
    ts.forEachChild(file, visit);
    visit(file.endOfFileToken);
  }
  return found;
}

function typedef(tag) {
  const told = { name: tag.name.text, text: comment(tag) };
  const expression = tag.typeExpression;
  if (!expression || !ts.isJSDocTypeLiteral(expression)) return { ...told, type: typeText(expression?.type), properties: [] };
  const properties = (expression.jsDocPropertyTags ?? []).map((property) => ({
    name: property.name.getText(),
    optional: property.isBracketed,
    type: typeText(property.typeExpression?.type),
    text: comment(property),
  }));
  return { ...told, type: "", properties };
}

const modules = entries.map((entry) => {
  const file = program.getSourceFile(join(web, entry));
  const symbol = checker.getSymbolAtLocation(file);
  const exported = checker.getExportsOfModule(symbol).map((each) => (each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each));
  const values = new Set(exported.filter((each) => each.flags & ts.SymbolFlags.Value));
  return { entry, text: heading(file), exports: [...values].map((each) => described(each)) };
});
process.stdout.write(JSON.stringify({ modules, types: [...typedefs().values()] }));
