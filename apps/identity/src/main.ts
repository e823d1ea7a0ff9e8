import { parseEnv, runService } from '@kairos/service-kit';
import { RotateKeyConfig } from './config.ts';
import { actOnTenant } from './act-on-tenant.ts';
import { firstRun, foundTenant } from './found-tenant.ts';
import { removeSecondFactors } from './remove-second-factors.ts';
import { setOperatorSetting } from './set-operator-setting.ts';
import { publishedBeforeMs, writeSigningKey } from './keys/signing-keys.ts';
import { identityService } from './service.ts';

const print = (answer: unknown) => process.stdout.write(`${JSON.stringify(answer)}\n`);

switch (process.argv[2]) {
  case 'first-run':
    print(await firstRun(process.env));
    break;
  case 'found-tenant':
    print(await foundTenant(process.env));
    break;
  case 'tenant':
    print(await actOnTenant(process.env, JSON.parse(process.argv[3] ?? '')));
    break;
  case 'setting':
    print(await setOperatorSetting(process.env, JSON.parse(process.argv[3] ?? '')));
    break;
  case 'remove-second-factors':
    print(await removeSecondFactors(process.env, JSON.parse(process.argv[3] ?? '')));
    break;
  case 'rotate-key':
    print(writeSigningKey(parseEnv(RotateKeyConfig, process.env).SIGNING_KEYS_DIR, new Date(Date.now() + publishedBeforeMs)));
    break;
  default:
    await runService(identityService, process.argv, process.env);
}
