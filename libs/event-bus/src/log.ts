/** The two levels the bus speaks at; pino's and Nest's loggers both fit behind it. */
export type Log = { info(facts: object, text: string): void; warn(facts: object, text: string): void };
