/**
 * The report's style: light and dark by the reader's setting, one column on paper. It holds no quotes, ampersands or angle
 * brackets, so it stands in the page unescaped. Colours: design tokens, every text/ground pair at least 4.5:1.
 */
export const STYLE = `
:root{color-scheme:light dark;--ground:#ffffff;--raised:#f6f7f9;--line:#dfe2e8;--ink:#1f2328;--muted:#586071;--accent:#1659c7;--ok:#146c38;--ok-ground:#e4f4ea;--bad:#b3231b;--bad-ground:#fdebea;--swallowed:#7327b8;--swallowed-ground:#f4eafd;--browser:#855000;--browser-ground:#fff2d9;--server:#075985;--server-ground:#e2f1fb;--wait:#4b5563;--wait-ground:#eceef2;--diff:#ffd7d3;--diff-ink:#8c1710}
@media screen and (prefers-color-scheme:dark){:root{--ground:#1d1f23;--raised:#25282d;--line:#363a42;--ink:#e6e8ec;--muted:#a7aebb;--accent:#8ab4f8;--ok:#7bd69b;--ok-ground:#17331f;--bad:#ff9d94;--bad-ground:#46201d;--swallowed:#d3a6ff;--swallowed-ground:#362348;--browser:#f5c063;--browser-ground:#3d2f14;--server:#85c9f5;--server-ground:#14303f;--wait:#b3bac6;--wait-ground:#30343b;--diff:#6b2722;--diff-ink:#ffd3cf}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:960px;padding:32px 24px;font:14px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground)}
h1{font-size:22px;line-height:1.3;margin:0 0 4px}
h2{font-size:16px;margin:32px 0 8px}
h3{font-size:15px;line-height:1.4;margin:8px 0;overflow-wrap:anywhere}
h4{font-size:13px;margin:12px 0 4px;color:var(--muted)}
p{margin:4px 0;overflow-wrap:anywhere}
a{color:var(--accent)}
ul{margin:4px 0;padding-left:20px}
.muted{color:var(--muted)}
.figures{display:flex;flex-wrap:wrap;gap:8px 24px;margin:16px 0;padding:0;list-style:none}
.figures b{font-size:22px;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%}
caption{text-align:left;color:var(--muted);padding-bottom:4px}
th,td{padding:5px 12px 5px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{font-weight:600;color:var(--muted);overflow-wrap:normal}
.num{text-align:right;font-variant-numeric:tabular-nums}
.id,pre{font:12px/1.5 ui-monospace,Menlo,Consolas,monospace}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:4px 0;padding:8px;background:var(--raised);border:1px solid var(--line);border-radius:4px}
mark{background:var(--diff);color:var(--diff-ink);border-radius:2px}
article{margin:16px 0;padding:12px 16px;border:1px solid var(--line);border-radius:6px}
.verdict{display:inline-block;padding:1px 8px;border-radius:4px;font-weight:600;white-space:nowrap;color:var(--wait);background:var(--wait-ground)}
.deduplicates,.equal{color:var(--ok)}.deduplicates{background:var(--ok-ground)}
.double-counts,.lost{color:var(--bad);background:var(--bad-ground)}
.different,.missing{color:var(--bad)}
.swallowed{color:var(--swallowed);background:var(--swallowed-ground)}
.browser-only{color:var(--browser);background:var(--browser-ground)}
.server-only{color:var(--server);background:var(--server-ground)}
@media print{body{max-width:none;padding:0;font-size:11px}article,tr{break-inside:avoid}h2,h3{break-after:avoid}.verdict{border:1px solid}}
`;
