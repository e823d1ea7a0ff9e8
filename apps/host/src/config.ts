import { z } from 'zod';
import type { Environment } from '@kairos/service-kit';

const Environments = z.record(z.string(), z.record(z.string(), z.string()));

/** Each service keeps an environment of its own, so that none sees another's secrets though they share the process. */
export function environmentsFrom(environment: Environment): (service: string) => Environment {
  const given = environment['KAIROS_ENVIRONMENTS'];
  if (!given) throw new Error('KAIROS_ENVIRONMENTS is missing: one object of variables per service, as JSON');
  const environments = Environments.parse(JSON.parse(given));
  return (service) => {
    const own = environments[service];
    if (!own) throw new Error(`KAIROS_ENVIRONMENTS holds nothing for ${service}`);
    return own;
  };
}
