import { runService } from '@kairos/service-kit';
import { resealSecrets } from './reseal-secrets.ts';
import { intakeService } from './service.ts';

if (process.argv[2] === 'reseal-secrets') process.stdout.write(`${JSON.stringify(await resealSecrets(process.env, process.argv[3] ?? ''))}\n`);
else await runService(intakeService, process.argv, process.env);
