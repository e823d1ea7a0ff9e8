import type { ConnectorField } from '@kairos/contracts';
import { rulesOf } from './field-of-shape.calc.ts';
import type { DocumentNode } from './parse-document.calc.ts';
import { NotUsable, type References } from './references.calc.ts';
import { isListShape, isObjectShape, shapeOf, type SchemaShape } from './schema-shape.calc.ts';

const mostFields = 200;
/** So deep objects are taken apart; what lies deeper is one field of JSON. */
const deepest = 4;

/** The fields of one operation's record, and the template that puts them where its body has them. */
export class RecordFields {
  readonly findings: string[] = [];
  readonly #fields = new Map<string, ConnectorField>();
  /** Those that are taken, and the one that is none. */
  readonly #names = new Set(['__proto__']);
  readonly #references: References;

  constructor(references: References) {
    this.#references = references;
  }

  get fields(): ConnectorField[] {
    return [...this.#fields.values()];
  }

  /** Takes a value that stands in the path. @returns the name of its field */
  addInPath(name: string, schema: unknown): string {
    const shape = shapeOf(this.#references, schema);
    if (isObjectShape(shape) || isListShape(shape)) throw new NotUsable(`${name} in its path is no single value`);
    return this.#add([name], shape, true);
  }

  /** Takes what a body holds. @returns its template; undefined where the body is the record as it is */
  addBody(schema: unknown): unknown {
    const shape = shapeOf(this.#references, schema);
    if (isListShape(shape)) {
      this.findings.push('it takes a list: each record is sent as a list of one');
      return [this.#object(shapeOf(this.#references, shape.says.items), [], true, shape.parts)];
    }
    const inPath = [...this.#fields.keys()];
    const template = this.#object(shape, [], true, new Set());
    const isAsItIs = inPath.every((name) => name in template) && Object.entries(template).every(([name, part]) => part === `{${name}}`);
    return isAsItIs ? undefined : template;
  }

  #object(shape: SchemaShape, trail: readonly string[], required: boolean, within: ReadonlySet<DocumentNode>): Record<string, unknown> {
    if (trail.length === 0 && !isObjectShape(shape)) throw new NotUsable('its body is no object of named fields');
    if (trail.length === 0 && shape.severalForms) this.findings.push('its body has several forms: which fields belong together is not checked');
    const inside = new Set([...within, ...shape.parts]);
    const template = Object.create(null) as Record<string, unknown>;
    for (const [name, property] of shape.properties) {
      const one = shapeOf(this.#references, property);
      if (one.says.readOnly === true) continue;
      const [place, needed] = [[...trail, name], required && shape.required.has(name)];
      const isTakenApart = isObjectShape(one) && one.properties.size > 0 && place.length < deepest && ![...one.parts].some((part) => inside.has(part));
      template[name] = isTakenApart ? this.#object(one, place, needed, inside) : `{${this.#add(place, one, needed)}}`;
    }
    return template;
  }

  #add(place: readonly string[], shape: SchemaShape, required: boolean): string {
    const key = place.join('.');
    const known = this.#fields.get(key);
    // What stands in the path and in the body under one name is one value.
    if (known && place.length === 1) {
      this.#fields.set(key, { ...known, ...rulesOf(shape), required: true });
      return known.name;
    }
    if (this.#fields.size >= mostFields) throw new NotUsable(`its record has more than ${mostFields} fields`);
    const name = this.#named(place);
    this.#fields.set(key, { name, required: required && !shape.nullable, ...rulesOf(shape), ...(shape.nullable ? {} : { omittedWhenEmpty: true }) });
    return name;
  }

  /** A name that connectors take, and that no other field has. */
  #named(place: readonly string[]): string {
    const plain = place.join('_').replaceAll(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_').slice(0, 56) || '_';
    let name = plain;
    for (let count = 2; this.#names.has(name); count += 1) name = `${plain}_${count}`;
    this.#names.add(name);
    return name;
  }
}
