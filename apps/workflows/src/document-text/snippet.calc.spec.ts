import { describe, expect, it } from '@jest/globals';
import { snippetOf } from './snippet.calc.ts';

describe('a snippet', () => {
  it('marks what matched, and nothing else of it is markup', () => {
    expect(snippetOf('la \u0002concessione\u0003 <script>alert("1")</script>\n& \'altro\'')).toBe('la <mark>concessione</mark> &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;altro&#39;');
  });

  it('is none where nothing matched', () => {
    expect([snippetOf('la concessione'), snippetOf(null)]).toEqual([null, null]);
  });
});
