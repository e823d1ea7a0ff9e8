import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './app/base.css';
import { App } from './app/app.tsx';
import { printInLight } from './lib/printing.ts';
import { reloadWhenStale } from './lib/stale-page.ts';

reloadWhenStale();
printInLight();
const root = document.getElementById('root');
if (!root) throw new Error('The page has no root to render into.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
