/** The look of the phone pages; the panel adds its own to it. */
export const style = `
*{box-sizing:border-box}
body{margin:0;background:#eef0f3;color:#1f2329;
  font:15px/1.6 -apple-system,"PingFang SC","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",sans-serif}
.wechat{--tone:#07c160;--soft:#e8f8ef}.alipay{--tone:#1677ff;--soft:#e8f1ff}
.phone{max-width:420px;min-height:100vh;margin:0 auto;background:#f6f7f9;display:flex;flex-direction:column}
@media(min-width:520px){.phone{margin:32px auto;min-height:720px;border-radius:32px;overflow:hidden;
  box-shadow:0 24px 60px #1f232926}}
.bar{background:var(--tone);color:#fff;padding:18px 20px 56px;text-align:center;font-weight:600;font-size:17px}
.mark{background:#fff3cd;color:#8a5a00;font-size:13px;text-align:center;padding:6px 12px;letter-spacing:1px}
.card{background:#fff;border-radius:16px;margin:-36px 16px 16px;padding:24px 20px;box-shadow:0 4px 16px #1f232914}
.amount{font-size:40px;font-weight:600;text-align:center;line-height:1.2;margin:8px 0 20px}
.amount small{font-size:22px;margin-right:4px}
.lead{text-align:center;color:#5c636e}
dl{display:grid;grid-template-columns:auto 1fr;gap:10px 16px;margin:0;border-top:1px solid #eef0f3;padding-top:16px}
dt{color:#8b929c}dd{margin:0;text-align:right;word-break:break-all}
select{font:inherit;border:1px solid #d9dde3;border-radius:8px;padding:4px 8px;background:#fff;max-width:100%}
.pay{padding:0 16px 32px;margin-top:auto;display:grid;gap:12px}
button,.button{font:inherit;font-size:16px;border:0;border-radius:12px;padding:12px 16px;cursor:pointer;
  background:#fff;color:#1f2329;text-align:center;text-decoration:none;display:block}
button.main,.button.main{background:var(--tone);color:#fff;font-weight:600;font-size:17px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:12px}
button:focus-visible,.button:focus-visible,.who:focus-visible{outline:3px solid var(--tone);outline-offset:2px}
.sign{width:64px;height:64px;border-radius:50%;margin:0 auto 12px;display:grid;place-items:center;
  background:var(--soft);color:var(--tone);font-size:34px}
h1{font-size:20px;text-align:center;margin:0 0 8px}
.whos{display:grid;gap:10px;margin-top:16px}
.who{display:flex;align-items:center;gap:12px;padding:12px;border-radius:12px;background:#f6f7f9;color:inherit;
  text-decoration:none}
.who:hover{background:var(--soft)}
.face{flex:none;width:40px;height:40px;border-radius:50%;background:var(--tone);color:#fff;display:grid;
  place-items:center;font-weight:600}
.other{display:grid;grid-template-columns:1fr auto;gap:12px}
.other input{font:inherit;border:1px solid #d9dde3;border-radius:12px;padding:12px;min-width:0}
.paycode svg{display:block;width:220px;margin:12px auto}
.digits{text-align:center;font-size:20px;letter-spacing:1px;font-variant-numeric:tabular-nums}
.who span{display:block;color:#8b929c;font-size:13px}
`
