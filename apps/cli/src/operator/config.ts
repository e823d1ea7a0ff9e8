/** The one place of the operator commands that reads the environment. */
export const environment = process.env;
