// Checks requests against Discord's OpenAPI description.
//
//   node check.mjs < requests
//
// A request is a line of JSON: { method, path, query: [names], body } with the path after /api/v10, and no body where none was sent.
// For each there is a line { operation, problems } in the same order; the last line is { unused: [exceptions that nothing needed] }.
// Exit codes: 0 all were checked, whatever was found; else something is wrong with the check itself.
import { createInterface } from 'node:readline';
import process from 'node:process';
import { exceptions } from './exceptions.mjs';
import { findOperation, readOperations } from './operations.mjs';

const operations = readOperations();
const used = new Set();

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== '') console.log(JSON.stringify(check(JSON.parse(line))));
}
console.log(JSON.stringify({ unused: exceptions.map((e) => e.name).filter((name) => !used.has(name)) }));

function check({ method, path, query, body }) {
  const operation = findOperation(operations, method, path);
  if (!operation) return { operation: null, problems: ['there is no such operation'] };
  return {
    operation: `${operation.method} ${operation.path}`,
    problems: [
      ...query.filter((name) => !operation.query.includes(name)).map((name) => `there is no '${name}' in the query`),
      ...problemsOfBody(operation, body),
    ],
  };
}

function problemsOfBody(operation, body) {
  if (body === undefined) return operation.bodies.length === 0 || operation.method === 'DELETE' ? [] : ['a body is missing'];
  if (operation.bodies.length === 0) return ['it has no body'];
  for (const exception of exceptions) exception.apply(operation, body, () => used.add(exception.name));
  const problems = operation.bodies.map((schema) => problemsWith(schema, body));
  return problems.sort((one, other) => one.length - other.length)[0];
}

/** What does not fit. Zod leaves out what a schema does not name, so what is not in its result has no business in the body. */
function problemsWith(schema, body) {
  const result = schema.safeParse(body);
  if (!result.success) return result.error.issues.map((issue) => `${issue.path.join('.')}: ${describe(issue)}`);
  return differences(body, result.data, '');
}

function describe(issue) {
  if (issue.code !== 'invalid_union') return issue.message;
  const fewest = [...issue.errors].sort((one, other) => one.length - other.length)[0] ?? [];
  return `no alternative fits; the nearest says ${fewest.map((i) => `${i.path.join('.')}: ${describe(i)}`).join(', ')}`;
}

function differences(sent, known, path) {
  if (sent === null || typeof sent !== 'object') return sent === known ? [] : [`${path}: it was read as ${known}`];
  return Object.keys(sent).flatMap((key) => {
    const here = path === '' ? key : `${path}.${key}`;
    return known !== null && typeof known === 'object' && key in known
      ? differences(sent[key], known[key], here)
      : [`${here}: there is no such field`];
  });
}
