/** What somebody else wrote, in a language that is not known: nobody reads it out as if it were the reader's. */
export function Data({ children }: { children: string }) {
  return <span lang="">{children}</span>;
}
