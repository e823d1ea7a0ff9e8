/** A line for a POSIX shell that somebody may paste: only `command` and `options` write one. */
export class CommandLine {
  readonly #written = true;

  constructor(readonly text: string) {}
}

type Value = string | number | boolean | null | undefined;

/** What a shell takes as it stands, whatever comes before or after it. */
const plain = /^[\w@%+=:,./-]+$/;

/** One word for a shell, which finds nothing in it to carry out. */
function word(value: string): string {
  if (plain.test(value)) return value;
  // A terminal carries out control characters, quoted or not.
  return `'${value.replaceAll(/(?!\n)\p{Cc}/gu, '').replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * A command with its arguments: command`kairos plants show ${code}`. A code, a name or a text of the address is one word of the line however it is
 * spelled, so that none of them runs a command of its own where the line is pasted.
 */
export function command(parts: TemplateStringsArray, ...values: (CommandLine | string | number)[]): CommandLine {
  const written = values.map((value) => (value instanceof CommandLine ? value.text : word(String(value))));
  return new CommandLine(parts.map((part, at) => part + (written[at] ?? '')).join(''));
}

/** Options with their values, each with a blank before it: those without a value are left out, of `true` the name is enough. */
export function options(named: Record<`-${string}`, Value>): CommandLine {
  const said = Object.entries(named).filter(([, value]) => value !== undefined && value !== null && value !== false && value !== '');
  return new CommandLine(said.map(([name, value]) => (value === true ? ` ${name}` : ` ${name} ${word(String(value))}`)).join(''));
}
