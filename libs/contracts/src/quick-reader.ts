import type { z } from 'zod';

/** Whether a schema surely takes a value of JSON and gives back what it was given. `false` says nothing: it may take it all the same. */
type Takes = (value: unknown) => boolean;
type Def = z.core.$ZodTypes['_zod']['def'];
type ObjectDef = Extract<Def, { type: 'object' }>;
/** A check of a schema, or a schema that is a check itself, such as a date. */
type CheckDef = z.core.$ZodChecks['_zod']['def'] | z.core.$ZodCustomDef;

/**
 * Reads values of JSON as a schema does, with the same outcome for each, in a fraction of the time where a value is sound: for
 * rows and answers that come by the thousand. Whatever is not surely sound goes to the schema itself, which alone refuses.
 *
 * @returns what `safeParse` of the schema does; its data may be the very value that is read, or share parts of it
 */
export function quickReader<S extends z.ZodType>(schema: S): (value: unknown) => z.ZodSafeParseResult<z.infer<S>> {
  const def = schema._zod.def as Def;
  const read = def.type === 'object' ? objectReader(def) : asItStands(takesOf(schema));
  return (value) => {
    const data = read(value);
    return data === undefined ? schema.safeParse(value) : { success: true, data: data as z.infer<S> };
  };
}

function asItStands(takes: Takes): (value: unknown) => unknown {
  return (value) => (takes(value) ? value : undefined);
}

/** Fields that are missing get their defaults, and what is checked of the whole is checked with these. */
function objectReader(def: ObjectDef): (value: unknown) => unknown {
  const defaults = Object.entries(def.shape).flatMap(([name, field]) => {
    const own = field._zod.def as Def;
    return own.type === 'default' ? [{ name, own }] : [];
  });
  const takes = takesFields(def, new Set(defaults.map(({ name }) => name)));
  const sound = takesChecks(def.checks);
  return (value) => {
    if (!takes(value)) return undefined;
    const data = { ...(value as Record<string, unknown>) };
    for (const { name, own } of defaults) if (data[name] === undefined) data[name] = own.defaultValue;
    return !sound || sound(data) ? data : undefined;
  };
}

function takesOf(schema: z.core.$ZodType): Takes {
  const takes = takesType(schema._zod.def as Def);
  const { checks } = schema._zod.def;
  return takes ? both(takes, takesChecks(checks)) : bySchema(schema);
}

/** The sure way for everything that has no quicker one. */
function bySchema(schema: z.core.$ZodType): Takes {
  return (value) => {
    const result = (schema as z.ZodType).safeParse(value);
    return result.success && Object.is(result.data, value);
  };
}

function takesType(def: Def): Takes | undefined {
  switch (def.type) {
    case 'string':
      return def.coerce ? undefined : both((value) => typeof value === 'string', formatOf(def));
    case 'number':
      return def.coerce ? undefined : both(Number.isFinite, formatOf(def));
    case 'boolean':
      return def.coerce ? undefined : (value) => typeof value === 'boolean';
    case 'unknown':
      return () => true;
    case 'enum': {
      const values = new Set<unknown>(Object.values(def.entries));
      return (value) => typeof value === 'string' && values.has(value);
    }
    case 'nullable': {
      const takes = takesOf(def.innerType);
      return (value) => value === null || takes(value);
    }
    case 'optional':
      return takesOf(def.innerType);
    case 'array': {
      const takes = takesOf(def.element);
      return (value) => Array.isArray(value) && value.every(takes);
    }
    case 'object':
      return takesFields(def, new Set());
    case 'record':
      return takesRecord(def);
    default:
      return undefined;
  }
}

function formatOf(def: Def): Takes | undefined {
  return 'check' in def ? takesCheck(def as unknown as CheckDef) : undefined;
}

function both(first: Takes, second: Takes | undefined): Takes {
  return second ? (value) => first(value) && second(value) : first;
}

/** @param defaulted names of fields that may be missing because they get a default */
function takesFields({ shape }: ObjectDef, defaulted: ReadonlySet<string>): Takes {
  const fields = new Map(Object.entries(shape).map(([name, field]) => {
    const def = field._zod.def as Def;
    const takes = def.type === 'default' ? takesOf(def.innerType) : takesOf(field);
    return [name, { takes, required: def.type !== 'optional' && !defaulted.has(name) }];
  }));
  const required = [...fields.values()].filter((field) => field.required).length;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    let found = 0;
    for (const name in value) {
      const field = fields.get(name);
      // What becomes of a field that the schema does not name is for the schema to say.
      if (!field?.takes((value as Record<string, unknown>)[name])) return false;
      if (field.required) found += 1;
    }
    return found === required;
  };
}

function takesRecord({ keyType, valueType }: Extract<Def, { type: 'record' }>): Takes | undefined {
  const key = keyType._zod.def as Def;
  if (key.type !== 'string' || key.coerce || key.checks?.length || 'check' in key || (valueType._zod.def as Def).type !== 'unknown') return undefined;
  return (value) => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype && !Object.hasOwn(value, '__proto__');
}

function takesChecks(checks: readonly z.core.$ZodCheck<never>[] = []): Takes | undefined {
  return checks.map((check) => takesCheck(check._zod.def as CheckDef)).reduce<Takes | undefined>((before, check) => (before ? both(before, check) : check), undefined);
}

/** Formats that are their pattern and nothing else. */
const patterned = new Set(['regex', 'uuid', 'date']);
const never: Takes = () => false;

function takesCheck(def: CheckDef): Takes {
  // A check under a condition of its own; those of a length have the condition that there is a length.
  if (def.when && !def.check.endsWith('_length')) return never;
  switch (def.check) {
    case 'string_format': {
      const { pattern } = def;
      return pattern && patterned.has(def.format) && !pattern.global && !pattern.sticky ? (value) => pattern.test(value as string) : never;
    }
    case 'min_length':
      return (value) => surelyAsLong(value as string | unknown[], def.minimum);
    case 'max_length':
      return (value) => (value as string | unknown[]).length <= def.maximum;
    case 'overwrite':
      return (value) => Object.is(def.tx(value), value);
    case 'number_format':
      return def.format === 'safeint' ? Number.isSafeInteger : def.format === 'int32' ? (value) => ((value as number) | 0) === value : never;
    case 'greater_than':
      return def.inclusive ? (value) => (value as number) >= Number(def.value) : (value) => (value as number) > Number(def.value);
    case 'less_than':
      return def.inclusive ? (value) => (value as number) <= Number(def.value) : (value) => (value as number) < Number(def.value);
    case 'custom':
      return 'fn' in def ? (value) => (def.fn as (value: unknown) => unknown)(value) === true : never;
    default:
      return never;
  }
}

/** Texts are as long as they have characters, which are one or two units each. */
function surelyAsLong(value: string | unknown[], minimum: number): boolean {
  return value.length >= (typeof value === 'string' ? 2 * minimum - 1 : minimum) || (value.length >= minimum && [...value].length >= minimum);
}
