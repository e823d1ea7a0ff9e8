/**
 * Who may do what, as the documents of the systems that Kairos unites have it: written from them, not from the code. A dash is
 * no right. Where a system stores a right and never asks for it, or means one and lists none, the table says what is meant.
 */
const kronos = `
  | right            | Admin             | Asset Manager | Operator   | Viewer | Plant Owner |
  | users            | read write delete | read          | –          | –      | –           |
  | plants           | read write delete | read write    | read       | read   | read        |
  | workflows        | read write delete | read write    | read write | read   | read        |
  | documents        | read write delete | read write    | read write | read   | read        |
  | ai:use           | yes               | yes           | yes        | –      | –           |
  | rpa:use          | yes               | yes           | yes        | –      | –           |
  | reports:generate | yes               | yes           | –          | –      | –           |
  | settings         | read write        | –             | –          | –      | –           |
  | tenant:manage    | yes               | –             | –          | –      | –           |
  | tenant           | read              | read          | read       | read   | read        |
  | audit            | read              | –             | –          | –      | –           |`;

const kronic = `
  | right            | admin             | user          | viewer     |
  | cronjobs.create  | yes               | yes           | –          |
  | cronjobs.read    | yes               | yes           | yes        |
  | cronjobs.update  | yes               | yes           | –          |
  | cronjobs.delete  | yes               | –             | –          |
  | cronjobs.trigger | yes               | yes           | –          |
  | cronjobs.suspend | yes               | yes           | –          |
  | users            | read write        | –             | –          |`;

const fleet = `
  | right            | USER              | DEVOPS        | ADMIN       |
  | dashboards       | read              | read          | read        |
  | nodes            | read              | read write    | read write  |
  | pools            | –                 | read write    | read write  |
  | configurations   | –                 | read write    | read write  |
  | schedules        | –                 | read write    | read write  |
  | users            | –                 | –             | read write  |
  | audit            | –                 | –             | read        |`;

/** V view, E edit, X export, S synchronise; (U) unit, (O) own entries, (A) affiliation, else everywhere. */
const calco2 = `
  | right                 | user.standard | user.principal | backoffice.metier | backoffice.admin |
  | headcount             | –             | V E S (U)      | –                 | –                |
  | equipment             | –             | V E S (U)      | –                 | –                |
  | buildings             | –             | V E S (U)      | –                 | –                |
  | purchase              | –             | V E S (U)      | –                 | –                |
  | research_facilities   | –             | V E S (U)      | –                 | –                |
  | process_emissions     | –             | V E S (U)      | –                 | –                |
  | professional_travel   | V E (O)       | V E S (U)      | –                 | –                |
  | external_cloud_and_ai | V E (O)       | V E S (U)      | –                 | –                |
  | reporting             | –             | –              | V X (A)           | V X              |
  | users                 | –             | –              | V E X             | V E X            |
  | documentation         | –             | –              | V E               | V E              |
  | ui_texts              | –             | –              | V E               | V E              |
  | configuration         | –             | –              | –                 | V E              |
  | pipeline_operations   | –             | –              | –                 | V E              |
  | logs                  | –             | –              | –                 | V                |`;

/** What one role may do: `users read`, `tenant:manage`, `carbon headcount V`. */
export type RoleRights = { role: string; rights: Set<string>; reach: string | undefined };

const scopes: Record<string, string> = { U: 'unit', O: 'own', A: 'affiliation' };

export const roleTables: RoleRights[] = [
  ...read('kronos', kronos), ...read('kronic', kronic), ...read('fleet', fleet),
  ...read('calco2', calco2).map(({ role, ...rest }) => ({ role: role.replace('/', '/calco2.'), ...rest })),
];

function read(origin: string, table: string): RoleRights[] {
  const [head = [], ...lines] = table.trim().split('\n').map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
  return head.slice(1).map((name, index) => {
    const cells = lines.map(([right = '', ...granted]) => ({ right, granted: granted[index] ?? '–' })).filter(({ granted }) => granted !== '–');
    return { role: `${origin}/${name}`, rights: new Set(cells.flatMap(({ right, granted }) => rightsIn(origin, right, granted))), reach: reachIn(origin, cells.map(({ granted }) => granted)) };
  });
}

function rightsIn(origin: string, right: string, granted: string): string[] {
  const words = granted.replace(/ \([UOA]\)/, '').split(' ');
  if (origin !== 'calco2') return words.map((word) => (word === 'yes' ? right : `${right} ${word}`));
  if (right === 'users') return words.map((letter) => `users ${{ V: 'read', E: 'write', X: 'export' }[letter] ?? letter}`);
  if (right === 'logs') return ['audit read'];
  const own = granted.endsWith('(O)') ? 'own-' : '';
  return words.map((letter) => `carbon ${own}${right} ${letter}`);
}

/** How far a role is meant to go: the narrowest of what its rights say, everywhere when they say nothing. */
function reachIn(origin: string, granted: string[]): string | undefined {
  if (origin !== 'calco2') return undefined;
  const letter = granted.flatMap((text) => /\(([UOA])\)/.exec(text)?.[1] ?? [])[0];
  return letter === undefined ? 'all' : scopes[letter];
}
