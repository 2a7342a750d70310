import sharp from 'sharp'
import type { Icon } from './shops/plan.ts'

const white = 'fill="none" stroke="#fff" stroke-width="16" stroke-linecap="round" stroke-linejoin="round"'

/** Drawn in a square of 320, white on the product's colour. Shapes only: a machine may have no fonts. */
const icons: Record<Icon, string> = {
  waves: `<g ${white}><circle cx="214" cy="96" r="26" fill="#fff"/><path d="M70 176 l64 -62 54 44"/>
    <path d="M40 210 q30 -26 60 0 t60 0 t60 0 t60 0"/><path d="M40 258 q30 -26 60 0 t60 0 t60 0 t60 0"/></g>`,
  skate: `<g ${white}><path d="M96 60 v120 h128 q24 0 24 -26 q0 -18 -26 -24 l-52 -14 v-56 z"/>
    <path d="M112 180 v40 M208 180 v40"/><path d="M66 220 h188 q22 0 26 -22"/></g>`,
  stamps: Array.from({ length: 10 }, (_, index) => {
    const [x, y] = [36 + (index % 5) * 62, 120 + Math.floor(index / 5) * 80]
    return `<circle cx="${x}" cy="${y}" r="25" fill="#fff" opacity="${index < 7 ? 1 : 0.4}"/>`
  }).join(''),
  family: `<g fill="#fff"><circle cx="110" cy="104" r="30"/><circle cx="210" cy="104" r="30"/>
    <circle cx="160" cy="162" r="22"/><path d="M58 236 q0 -88 52 -88 q30 0 42 30 q-28 14 -30 58 z"/>
    <path d="M262 236 q0 -88 -52 -88 q-30 0 -42 30 q28 14 30 58 z"/><path d="M128 252 q0 -56 32 -56 t32 56 z"/></g>`,
  wallet: `<g ${white}><rect x="56" y="92" width="208" height="148" rx="22"/><path d="M64 96 l140 -40 q16 -4 18 12 l4 24"/>
    <rect x="196" y="144" width="76" height="46" rx="16" fill="#fff"/></g>`,
  goggles: `<g ${white}><rect x="52" y="122" width="92" height="76" rx="34"/>
    <rect x="176" y="122" width="92" height="76" rx="34"/>
    <path d="M144 152 q16 -14 32 0 M52 150 l-22 -18 M268 150 l22 -18"/></g>`,
  book: `<g ${white}><path d="M160 96 q-46 -34 -104 -22 v150 q58 -12 104 22 q46 -34 104 -22 v-150 q-58 -12 -104 22 z"/>
    <path d="M160 96 v150"/><path d="M88 118 q22 -2 42 6 M88 154 q22 -2 42 6 M232 118 q-22 -2 -42 6"/></g>`,
  blocks: `<g ${white}><rect x="52" y="164" width="92" height="92" rx="16"/>
    <rect x="176" y="164" width="92" height="92" rx="16"/>
    <rect x="114" y="60" width="92" height="92" rx="16"/><path d="M140 128 l20 -46 20 46 M148 112 h24"/>
    <path d="M206 188 h32 M206 210 h26 M206 232 h32 M206 188 v44"/><circle cx="98" cy="210" r="20"/></g>`,
  bowl: `<path d="M48 164 h224 q0 92 -70 106 h-84 q-70 -14 -70 -106 z" fill="#fff"/>
    <g ${white}><path d="M112 136 q-16 -22 0 -42 t0 -42 M160 136 q-16 -22 0 -42 t0 -42 M208 136 q-16 -22 0 -42 t0 -42"/></g>`,
  egg: `<path d="M160 62 q84 70 84 130 q0 68 -84 68 t-84 -68 q0 -60 84 -130 z" fill="#fff"/>
    <circle cx="160" cy="192" r="38" fill="#F59E0B"/>`,
  bike: `<g ${white}><circle cx="88" cy="212" r="42"/><circle cx="232" cy="212" r="42"/>
    <path d="M88 212 h56 q10 -56 62 -60 l26 60 M206 152 l-16 -66 h-34 M96 152 h64"/></g>`,
  bolt: `<path d="M182 48 l-92 126 h58 l-14 98 98 -134 h-62 z" fill="#fff"/>`,
  helmet: `<path d="M52 206 q0 -124 114 -124 q104 0 104 112 v12 z" fill="#fff"/>
    <g ${white}><path d="M44 222 h236 M150 236 q4 34 40 34"/></g>`,
  lock: `<rect x="76" y="146" width="168" height="120" rx="22" fill="#fff"/>
    <g ${white}><path d="M108 146 v-34 q0 -52 52 -52 t52 52 v34"/></g>`,
  wrench: `<g ${white}><path d="M230 66 a54 54 0 0 0 -72 68 l-88 88 a22 22 0 0 0 32 32 l88 -88 a54 54 0 0 0 68 -72 l-36 36 -28 -28 z"/></g>`,
}

/** A picture of 800 × 600 for the shop's window, as PNG. */
export async function drawPicture({ icon, color }: { icon: Icon; color: string }): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600">
    <defs><linearGradient id="ground" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="${color}"/><stop offset="1" stop-color="${darker(color)}"/></linearGradient></defs>
    <rect width="800" height="600" fill="url(#ground)"/>
    <g fill="#fff"><circle cx="690" cy="90" r="180" opacity="0.08"/><circle cx="120" cy="560" r="210" opacity="0.07"/>
      <circle cx="400" cy="300" r="236" opacity="0.10"/></g>
    <g transform="translate(400 300) scale(1.2) translate(-160 -160)">${icons[icon]}</g></svg>`
  return sharp(Buffer.from(svg)).png({ compressionLevel: 1 }).toBuffer()
}

function darker(color: string): string {
  const parts = [1, 3, 5].map((at) => Math.round(Number.parseInt(color.slice(at, at + 2), 16) * 0.62))
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
