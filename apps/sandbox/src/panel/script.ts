/** Buttons carry their call in `data-call`; whatever they did, the page shows what is true now. */
export const panelScript = `
const refresh = async () => {
  const open = new Set([...document.querySelectorAll('details[open]')].map((each) => each.id))
  const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html')
  for (const fresh of page.querySelectorAll('[data-live]')) {
    const here = document.getElementById(fresh.id)
    if (here === null || here.innerHTML === fresh.innerHTML) continue
    here.innerHTML = fresh.innerHTML
    here.querySelectorAll('details').forEach((each) => { each.open = open.has(each.id) })
  }
}
const call = async (text, extra) => {
  const [method, path, body] = JSON.parse(text)
  const response = await fetch(path, {
    method, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...body, ...extra }),
  })
  if (!response.ok) alert((await response.json()).message)
  await refresh()
}
addEventListener('click', (event) => {
  const button = event.target.closest('button[data-call]')
  if (button !== null) void call(button.dataset.call, {})
})
addEventListener('submit', (event) => {
  const form = event.target
  if (form.dataset.call === undefined) return
  event.preventDefault()
  const extra = Object.fromEntries(new FormData(form))
  if (extra.now) extra.now = new Date(extra.now + ':00+08:00').toISOString()
  void call(form.dataset.call, extra).then(() => form.reset())
})
setInterval(() => { if (!document.hidden) void refresh().catch(() => undefined) }, 2000)
`
