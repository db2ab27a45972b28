// The operations of Discord's API as its OpenAPI description has them: method, path, names of the query, and a schema for the body.
// The package's types tell which schema belongs to which operation; its zod schemas tell what fits.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { z } from 'zod/mini';
import * as spec from 'discord-api-spec/zod';

/** Reads all operations: a list of { method, path, pattern, fixed, query, answer, bodies }. */
export function readOperations() {
  const file = fileURLToPath(import.meta.resolve('discord-api-spec')).replace(/\.js$/, '.ts');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const paths = source.statements.find((s) => ts.isInterfaceDeclaration(s) && s.name.text === 'Paths');
  return paths.members.flatMap((path) => path.type.members.map((method) => operationOf(path.name.text, method)));
}

/** The operation of a request; where several fit, the one with the most fixed parts. */
export function findOperation(operations, method, path) {
  return operations
    .filter((operation) => operation.method === method && operation.pattern.test(path))
    .sort((one, other) => other.fixed - one.fixed)[0];
}

function operationOf(path, method) {
  const member = (node, name) => node.members.find((m) => m.name?.text === name);
  const query = member(member(method.type, 'parameters').type, 'query')?.type;
  const body = member(method.type, 'requestBody').type;
  const responses = member(method.type, 'responses').type.members;
  return {
    method: method.name.text.toUpperCase(),
    path,
    pattern: new RegExp(`^${path.replace(/\{[^}]*\}/g, '[^/]+')}$`),
    fixed: path.split('/').filter((part) => !part.startsWith('{')).length,
    query: query && ts.isTypeLiteralNode(query) ? query.members.map((m) => m.name.text) : [],
    /** What fits as an answer of that status; undefined where there is none. */
    answer: (status) => responses.filter((m) => m.name.text === String(status)).map((m) => schemaOf(m.type))[0],
    // Alternatives are tried one by one: zod would take the first that fits when what it does not know is left out.
    bodies: alternativesOf(body).filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword).map(schemaOf),
  };
}

function alternativesOf(type) {
  if (ts.isParenthesizedTypeNode(type)) return alternativesOf(type.type);
  return ts.isUnionTypeNode(type) ? type.types.flatMap(alternativesOf) : [type];
}

function schemaOf(type) {
  if (ts.isParenthesizedTypeNode(type)) return schemaOf(type.type);
  if (ts.isUnionTypeNode(type)) return z.union(type.types.map(schemaOf));
  if (ts.isArrayTypeNode(type)) return z.array(schemaOf(type.elementType));
  if (ts.isTypeReferenceNode(type)) return named(type.typeName.text);
  if (ts.isTypeLiteralNode(type)) return objectOf(type);
  if (ts.isLiteralTypeNode(type)) return literalOf(type.literal);
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword: return z.string();
    case ts.SyntaxKind.NumberKeyword: return z.number();
    case ts.SyntaxKind.BooleanKeyword: return z.boolean();
    case ts.SyntaxKind.UnknownKeyword: return z.unknown();
    default: throw new Error(`The description has a type that is not understood: ${ts.SyntaxKind[type.kind]}`);
  }
}

function named(name) {
  const schema = spec[`${name}Schema`];
  if (!schema) throw new Error(`The description names ${name} without a schema.`);
  return schema;
}

function objectOf(type) {
  const index = type.members.find(ts.isIndexSignatureDeclaration);
  if (index) return z.record(z.string(), schemaOf(index.type));
  return z.object(Object.fromEntries(type.members.map((member) => {
    const schema = schemaOf(member.type);
    return [member.name.text, member.questionToken ? z.optional(schema) : schema];
  })));
}

function literalOf(literal) {
  if (literal.kind === ts.SyntaxKind.NullKeyword) return z.null();
  if (literal.kind === ts.SyntaxKind.TrueKeyword) return z.literal(true);
  if (literal.kind === ts.SyntaxKind.FalseKeyword) return z.literal(false);
  return z.literal(ts.isNumericLiteral(literal) ? Number(literal.text) : literal.text);
}
