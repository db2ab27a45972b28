// Checks what a client reads of answers against Discord's OpenAPI description.
//
//   node answers.mjs < reads
//
// The first line is { types: { name: { field: shape } } }, each further one { method, path, shape } with the path after /api/v10. A shape
// is { kind }: "string", "number", "boolean", "any" or "map"; { kind: "array", item: shape }; or { kind: "object", type: name }.
// For each of these there is a line { operation, problems } in the same order; the last line is { missing, unused }: the fields, as
// "type.field", that are described nowhere where their type is read, and the exceptions that nothing needed. A type that is read of
// many things, as that of all components is, need not have each field in each of them.
// Exit codes: 0 all were checked, whatever was found; else something is wrong with the check itself.
import { createInterface } from 'node:readline';
import process from 'node:process';
import { readAnswers } from './answer-types.mjs';
import { unlisted } from './answer-exceptions.mjs';

const answers = readAnswers();
const found = new Set();
const sought = new Set();
let types;

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue;
  const value = JSON.parse(line);
  if (types === undefined) types = value.types;
  else console.log(JSON.stringify(check(value)));
}
const missing = [...sought].filter((name) => !found.has(name)).sort();
console.log(JSON.stringify({
  missing: missing.filter((name) => !(name in unlisted)),
  unused: Object.keys(unlisted).filter((name) => !missing.includes(name)),
}));

function check({ method, path, shape }) {
  const operation = answers.find(method, path);
  if (!operation) return { operation: null, problems: ['there is no such operation'] };
  const problems = new Set();
  compare(shape, operation.answer, '', problems, new Set());
  return { operation: `${operation.method} ${operation.path}`, problems: [...problems] };
}

/** Every field that is read has to be described, with a type that it can be read as. */
function compare(shape, described, path, problems, seen) {
  const { kinds, items, fields } = answers.outline(described);
  if (kinds.has('any') || shape.kind === 'any') return;
  const kind = shape.kind === 'map' ? 'object' : shape.kind;
  if (!kinds.has(kind)) {
    problems.add(`${path}: it is read as ${shape.kind}, and described as ${[...kinds].join(' or ')}`);
    return;
  }
  if (kind === 'array') compare(shape.item, items, `${path}[]`, problems, seen);
  if (shape.kind !== 'object') return;
  const visit = `${shape.type} ${answers.nameOf(described)}`;
  if (seen.has(visit)) return;
  seen.add(visit);
  for (const [name, inner] of Object.entries(types[shape.type])) {
    const here = path === '' ? name : `${path}.${name}`;
    const member = fields(name);
    sought.add(`${shape.type}.${name}`);
    if (member.length === 0) continue;
    found.add(`${shape.type}.${name}`);
    compare(inner, member, here, problems, seen);
  }
}
