import { Link } from '@tanstack/react-router';
import { useTexts } from '../../lib/use-texts.ts';
import { Sections } from '../../ui/sections.tsx';
import { recipesText } from './recipes.text.ts';

/** Recipes of one's own, and templates to make some of. */
export function RoomSections() {
  const say = useTexts(recipesText);
  return (
    <Sections label={say('sections')}>
      <Link to="/recipes" search={{}} activeOptions={{ exact: true, includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>{say('recipes')}</Link>
      <Link to="/recipe-templates" search={{}} activeOptions={{ exact: true, includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>{say('templates')}</Link>
    </Sections>
  );
}
