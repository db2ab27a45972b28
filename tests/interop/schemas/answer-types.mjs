// The answers of Discord's API as its OpenAPI description has them, by the types of its package.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Reads all answers: find(method, path) gives an operation with its answer, a list of alternative types. */
export function readAnswers() {
  const file = fileURLToPath(import.meta.resolve('discord-api-spec')).replace(/\.js$/, '.ts');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const named = new Map(source.statements
    .filter((s) => ts.isInterfaceDeclaration(s) || ts.isTypeAliasDeclaration(s) || ts.isEnumDeclaration(s))
    .map((s) => [s.name.text, s]));
  const operations = named.get('Paths').members.flatMap((path) => path.type.members.map((method) => operationOf(path.name.text, method)));
  return {
    find: (method, path) => operations
      .filter((operation) => operation.method === method && operation.pattern.test(path))
      .sort((one, other) => other.fixed - one.fixed)[0],
    outline: (types) => outlineOf(types, named),
    nameOf: (types) => types.map((type) => type.getText(source)).join('|'),
  };
}

function operationOf(path, method) {
  const responses = method.type.members.find((m) => m.name?.text === 'responses').type;
  return {
    method: method.name.text.toUpperCase(),
    path,
    pattern: new RegExp(`^${path.replace(/\{[^}]*\}/g, '[^/]+')}$`),
    fixed: path.split('/').filter((part) => !part.startsWith('{')).length,
    answer: responses.members.filter((m) => /^2\d\d$/.test(m.name.text)).map((m) => m.type),
  };
}

/** What alternatives are together: their kinds, the items of those that are lists, and the types of a field in those that have it. */
function outlineOf(types, named) {
  const flat = types.flatMap((type) => flatten(type, named));
  const objects = flat.filter((type) => ts.isTypeLiteralNode(type) || ts.isInterfaceDeclaration(type));
  return {
    kinds: new Set(flat.map(kindOf)),
    items: flat.filter(ts.isArrayTypeNode).map((type) => type.elementType),
    fields: (name) => objects.flatMap((type) => type.members.filter((m) => m.name?.text === name).map((m) => m.type)),
  };
}

/** Without references, brackets, unions, and what stands for nothing. */
function flatten(type, named) {
  if (ts.isParenthesizedTypeNode(type)) return flatten(type.type, named);
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) return type.types.flatMap((one) => flatten(one, named));
  if (ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword) return [];
  if (type.kind === ts.SyntaxKind.UndefinedKeyword || type.kind === ts.SyntaxKind.NeverKeyword) return [];
  if (!ts.isTypeReferenceNode(type)) return [type];
  const declaration = named.get(type.typeName.getText());
  if (!declaration) return [type];
  return ts.isTypeAliasDeclaration(declaration) ? flatten(declaration.type, named) : [declaration];
}

function kindOf(type) {
  if (ts.isArrayTypeNode(type)) return 'array';
  if (ts.isTypeLiteralNode(type) || ts.isInterfaceDeclaration(type)) return 'object';
  if (ts.isEnumDeclaration(type)) return type.members.some((m) => m.initializer && ts.isStringLiteral(m.initializer)) ? 'string' : 'number';
  if (ts.isLiteralTypeNode(type)) return literalOf(type.literal);
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword: return 'string';
    case ts.SyntaxKind.NumberKeyword: return 'number';
    case ts.SyntaxKind.BooleanKeyword: return 'boolean';
    case ts.SyntaxKind.UnknownKeyword:
    case ts.SyntaxKind.AnyKeyword: return 'any';
    default: return ts.isTypeReferenceNode(type) && /^Record|^Partial/.test(type.getText()) ? 'object' : 'any';
  }
}

function literalOf(literal) {
  if (literal.kind === ts.SyntaxKind.TrueKeyword || literal.kind === ts.SyntaxKind.FalseKeyword) return 'boolean';
  return ts.isStringLiteral(literal) ? 'string' : 'number';
}
