export const panelStyle = `
:root{--tone:#07c160;--soft:#e8f8ef;--line:#e6e8ec;--faint:#8b929c}
body{background:#f3f4f6}
.top{position:sticky;top:0;z-index:2;background:#fff;border-bottom:1px solid var(--line);padding:12px 24px;
  display:flex;flex-wrap:wrap;gap:8px 24px;align-items:center}
.top h1{font-size:18px;margin:0;text-align:left}
.top nav{display:flex;flex-wrap:wrap;gap:4px 16px}
.top nav a{color:#3c424b;text-decoration:none}.top nav a:hover{color:var(--tone)}
.pill{background:#fff3cd;color:#8a5a00;border-radius:99px;font-size:12px;padding:2px 10px}
.wrap{max-width:1280px;margin:0 auto;padding:24px 16px 64px;display:grid;gap:20px;
  grid-template-columns:repeat(12,1fr)}
section.box{background:#fff;border:1px solid var(--line);border-radius:14px;padding:18px 20px;grid-column:span 12;
  min-width:0;scroll-margin-top:72px}
section.half{grid-column:span 6}
@media(max-width:900px){section.half{grid-column:span 12}.top{padding:10px 16px}}
section.box h2{font-size:16px;margin:0 0 12px;display:flex;gap:10px;align-items:baseline}
section.box h2 small{font-weight:400;color:var(--faint);font-size:13px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13.5px}
th{text-align:left;color:var(--faint);font-weight:400;padding:6px 10px 6px 0;white-space:nowrap}
td{border-top:1px solid var(--line);padding:8px 10px 8px 0;vertical-align:top}
td.number{font-variant-numeric:tabular-nums;white-space:nowrap}
.chip{display:inline-block;border-radius:6px;padding:0 8px;font-size:12.5px;background:#eef0f3;white-space:nowrap}
.chip.good{background:#e3f7ec;color:#067a3e}.chip.wait{background:#fff3cd;color:#8a5a00}
.chip.bad{background:#fde8e8;color:#b42318}
.wrap button{font-size:13px;padding:3px 12px;border-radius:8px;border:1px solid var(--line);display:inline-block}
.wrap button:hover{border-color:var(--tone);color:var(--tone)}
.wrap button.on{background:var(--tone);border-color:var(--tone);color:#fff}
.wrap input{font:inherit;font-size:13.5px;border:1px solid #d9dde3;border-radius:8px;padding:4px 8px;max-width:100%}
.row{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.people{display:grid;grid-template-columns:repeat(auto-fill,minmax(230px,1fr));gap:12px;margin-bottom:14px}
.person{border:1px solid var(--line);border-radius:12px;padding:12px;display:grid;gap:8px;
  align-content:start}
.person.me{border-color:var(--tone);background:var(--soft)}
.person .code{font-size:22px;font-weight:600;letter-spacing:3px;font-variant-numeric:tabular-nums}
.faint{color:var(--faint);font-size:13px}
.faults{display:grid;grid-template-columns:repeat(auto-fill,minmax(330px,1fr));gap:4px 28px}
.fault{display:flex;justify-content:space-between;gap:8px;align-items:center;padding:4px 0;
  border-bottom:1px dashed var(--line)}
.fault.on b{color:#b42318}.fault b{font-weight:500}
h3{font-size:14px;margin:14px 0 4px}
code{font-size:12.5px;word-break:break-all}
details summary{cursor:pointer}
`
