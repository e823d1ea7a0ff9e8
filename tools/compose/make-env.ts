/** Prints the secrets that docker-compose.yml requires, freshly made: node tools/compose/make-env.ts > .env */
import { digestVariables, secretNames, variableOf } from '../stack/environments.ts';
import { completeSecrets } from '../stack/secrets.ts';

const secrets = completeSecrets({}, secretNames());
const secret = (name: string): string => secrets[name] ?? '';
for (const [name, value] of Object.entries(secrets)) console.log(`${variableOf(name)}=${value}`);
for (const [name, value] of Object.entries(digestVariables(secret))) console.log(`${name}=${value}`);
