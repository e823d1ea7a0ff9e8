import { Link } from '@tanstack/react-router';
import { useMay } from '../lib/use-may.ts';
import { useTexts } from '../lib/use-texts.ts';
import { appText } from './app.text.ts';
import { navigation } from './navigation.ts';
import classes from './shell.module.css';

/** The rooms that whoever is signed in may enter. */
export function Rail({ open }: { open: boolean }) {
  const say = useTexts(appText);
  const may = useMay();
  return (
    <nav className={classes.rail} aria-label={say('navigation')} data-open={open}>
      <Link to="/" className={classes.brand}>
        <img src="/kairos.svg" width={26} height={26} alt="" />
        Kairos
      </Link>
      {navigation.map(({ key: group, rooms }) => {
        const allowed = rooms.filter(({ needs }) => needs === undefined || may(needs));
        return allowed.length > 0 && (
          <div key={group} className={classes.group} role="group" aria-label={say(group)}>
            {group !== 'now' && <span className={classes.groupName} aria-hidden>{say(group)}</span>}
            {allowed.map(({ to, key, icon: Icon }) => (
              <Link key={to} to={to} className={classes.link} activeOptions={{ exact: to === '/', includeSearch: false }}>
                <Icon size={18} stroke={1.6} aria-hidden />
                {say(key)}
              </Link>
            ))}
          </div>
        );
      })}
    </nav>
  );
}
