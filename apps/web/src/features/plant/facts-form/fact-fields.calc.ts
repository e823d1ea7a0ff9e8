import { z } from 'zod';

export type FactKind = 'text' | 'long' | 'day' | 'decimal' | 'count' | 'choice' | 'answer' | 'details';
/** A field of a form, as far as the check of its fact tells what it is. */
export type FactField = { name: string; kind: FactKind; options: readonly string[]; required: boolean };

type Shape = Readonly<Record<string, z.ZodType>>;
type Told = { required?: readonly string[]; long?: readonly string[] };

/** The fields in which facts of a shape are written. */
export function fieldsOf(shape: Shape, { required = [], long = [] }: Told = {}): FactField[] {
  return Object.entries(shape).map(([name, wrapped]) => {
    const schema = bare(wrapped);
    return { name, kind: long.includes(name) ? 'long' : kindOf(schema), options: schema instanceof z.ZodEnum ? schema.options.map(String) : [], required: required.includes(name) };
  });
}

function bare(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault ? bare(schema.unwrap() as z.ZodType) : schema;
}

/** Texts are told apart by what they take: a day, a number, or any word. */
function kindOf(schema: z.ZodType): FactKind {
  if (schema instanceof z.ZodEnum) return 'choice';
  if (schema instanceof z.ZodBoolean) return 'answer';
  if (schema instanceof z.ZodNumber) return 'count';
  if (schema instanceof z.ZodRecord) return 'details';
  const takes = (text: string) => schema.safeParse(text).success;
  if (takes('a word')) return 'text';
  return takes('2027-03-31') && !takes('2027-13-31') ? 'day' : takes('1') ? 'decimal' : 'text';
}
