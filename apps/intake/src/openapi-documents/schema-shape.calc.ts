import { entriesOf, isNode, listOf, type DocumentNode } from './parse-document.calc.ts';
import type { References } from './references.calc.ts';

/** What a schema amounts to once its parts are put together. */
export type SchemaShape = {
  /** Its JSON types without `null`; none where it does not say. */
  types: Set<string>;
  nullable: boolean;
  /** What it says of a value, the first of its parts that says it. */
  says: Record<string, unknown>;
  properties: Map<string, unknown>;
  required: Set<string>;
  /** Whether it is one of several forms, of which nothing tells which. */
  severalForms: boolean;
  /** The schemas that it is made of, by which one that holds itself is known again. */
  parts: Set<DocumentNode>;
};

const kept = ['format', 'enum', 'const', 'minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'items', 'description', 'readOnly', 'deprecated', 'contentEncoding'];

/** Puts a schema together from what it refers to, all of `allOf`, and what the variants of `oneOf` and `anyOf` have in common. */
export function shapeOf(references: References, schema: unknown, within: ReadonlySet<DocumentNode> = new Set()): SchemaShape {
  const shape: SchemaShape = { types: new Set(), nullable: false, says: {}, properties: new Map(), required: new Set(), severalForms: false, parts: new Set() };
  take(shape, references, schema, within);
  return shape;
}

function take(shape: SchemaShape, references: References, schema: unknown, within: ReadonlySet<DocumentNode>): void {
  const node = references.follow(schema);
  if (within.has(node)) return;
  const inside = new Set([...within, node]);
  shape.parts.add(node);
  for (const type of typeof node.type === 'string' ? [node.type] : listOf(node.type)) {
    if (type === 'null') shape.nullable = true;
    else if (typeof type === 'string') shape.types.add(type);
  }
  if (node.nullable === true) shape.nullable = true;
  for (const word of kept) if (node[word] !== undefined) shape.says[word] ??= node[word];
  for (const [name, property] of entriesOf(node.properties)) if (!shape.properties.has(name)) shape.properties.set(name, property);
  for (const name of listOf(node.required)) if (typeof name === 'string') shape.required.add(name);
  for (const part of listOf(node.allOf)) take(shape, references, part, inside);
  takeOneOf(shape, [...listOf(node.oneOf), ...listOf(node.anyOf)].map((variant) => shapeOf(references, variant, inside)));
}

function takeOneOf(shape: SchemaShape, variants: readonly SchemaShape[]): void {
  const real = variants.filter(({ types, nullable, says, properties }) => !(nullable && types.size === 0 && properties.size === 0 && Object.keys(says).length === 0));
  if (variants.some(({ nullable }) => nullable)) shape.nullable = true;
  const [first] = real;
  if (!first) return;
  if (real.length > 1) shape.severalForms = true;
  else for (const [word, said] of Object.entries(first.says)) shape.says[word] ??= said;
  for (const { types, properties, parts, severalForms } of real) {
    for (const type of types) shape.types.add(type);
    for (const [name, property] of properties) if (!shape.properties.has(name)) shape.properties.set(name, property);
    for (const part of parts) shape.parts.add(part);
    if (severalForms) shape.severalForms = true;
  }
  for (const name of first.required) if (real.every(({ required }) => required.has(name))) shape.required.add(name);
}

/** Whether values of it are objects. */
export function isObjectShape({ types, properties }: SchemaShape): boolean {
  return types.size === 0 ? properties.size > 0 : types.size === 1 && types.has('object');
}

export function isListShape({ types, says }: SchemaShape): boolean {
  return types.size === 0 ? isNode(says.items) : types.size === 1 && types.has('array');
}
