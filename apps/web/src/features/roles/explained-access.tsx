import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ExplainBody, Explanation } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { explainText } from './explain.text.ts';
import { explanation } from './roles.api.ts';
import classes from './roles.module.css';

type Word = keyof typeof explainText;

/** The answer, the steps that led to it, and the roles behind it. */
export function ExplainedAccess({ body }: { body: ExplainBody }) {
  const say = useTexts(explainText);
  const reading = useQuery(explanation(body));
  const { data } = reading;
  return (
    <Panel title={say('answer')} reading={reading} actions={<AsCommand method="POST" path="/identity/authz/explain" body={body} />}>
      {data && (
        <Stack gap="sm">
          <p role="status"><Mark tone={data.allowed ? 'well' : 'overdue'}>{say(data.allowed ? 'yes' : 'no')}</Mark> {data.rule in explainText ? say(data.rule as Word) : data.sentence}</p>
          <ol className={classes.steps} aria-label={say('steps')}>
            {data.steps.map(({ step, passed }) => <li key={step}><Mark tone={passed ? 'well' : 'overdue'}>{say(step)}: {say(passed ? 'yes' : 'no')}</Mark></li>)}
          </ol>
          {data.grantedBy.length > 0 && <Grants title={say('grantedBy')} grants={data.grantedBy} />}
          {data.rule === 'permission-missing' && (data.wouldBeGrantedBy.length > 0 ? <Grants title={say('would')} hint={say('wouldHint')} grants={data.wouldBeGrantedBy} /> : <p>{say('nobody')}</p>)}
        </Stack>
      )}
    </Panel>
  );
}

function Grants({ title, hint, grants }: { title: string; hint?: string; grants: Explanation['grantedBy'] }) {
  const say = useTexts(explainText);
  return (
    <section>
      <h3>{title}</h3>
      {hint && <p className={classes.quiet}>{hint}</p>}
      <ul>
        {grants.map(({ roleId, role, grant }) => <li key={roleId}><Link to="/roles/$roleId" params={{ roleId }}>{say('through', { role, grant })}</Link></li>)}
      </ul>
    </section>
  );
}
