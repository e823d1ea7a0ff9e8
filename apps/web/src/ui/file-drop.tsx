import { IconUpload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import classes from './file-drop.module.css';

/** Takes files that are dropped anywhere on the page, or pasted into it, and says so while they hover over it. */
export function FileDrop({ hint, onFiles }: { hint: string; onFiles: (files: File[]) => void }) {
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    // Every element that is entered tells so before the one that is left does.
    let depth = 0;
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const settle = (next: number) => {
      depth = Math.max(0, next);
      setHovering(depth > 0);
    };
    const listeners = {
      dragenter: (event: DragEvent) => { if (holdsFiles(event)) { event.preventDefault(); settle(depth + 1); } },
      dragover: (event: DragEvent) => { if (holdsFiles(event)) event.preventDefault(); },
      dragleave: (event: DragEvent) => { if (holdsFiles(event)) settle(depth - 1); },
      drop: (event: DragEvent) => {
        if (!holdsFiles(event)) return;
        settle(0);
        // A place of its own, such as a requirement, may have taken them.
        if (event.defaultPrevented) return;
        event.preventDefault();
        take(filesOf(event.dataTransfer));
      },
      paste: (event: ClipboardEvent) => take([...(event.clipboardData?.files ?? [])]),
    };
    const take = (files: File[]) => { if (files.length > 0) onFiles(files); };
    for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener as EventListener);
    return () => { for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener as EventListener); };
  }, [onFiles]);
  return hovering && (
    <div className={classes.over}>
      <p><IconUpload size={20} aria-hidden /> {hint}</p>
    </div>
  );
}

/** A folder comes as a file that cannot be read. */
export function filesOf(transfer: DataTransfer | null): File[] {
  return [...(transfer?.items ?? [])].flatMap((item) => {
    const file = item.kind === 'file' && !item.webkitGetAsEntry()?.isDirectory ? item.getAsFile() : null;
    return file ? [file] : [];
  });
}
