import { useMemo } from 'react'
import { useAppearance } from '../appearance.tsx'
import { Facts } from '../facts.tsx'
import { Money } from '../money-text.tsx'
import { yuanText } from '../money.ts'
import { palettes, type Tone } from '../theme.ts'
import { usePhone } from '../use-phone.ts'
import { Chart } from './chart.tsx'

export type FlowNode = { id: string; name: string; tone: 'own' | 'held' | 'released' | 'refunded' | 'bonus' }
export type FlowLink = { from: string; to: string; amountFen: number }
export type FlowPictureProps = {
  nodes: FlowNode[]
  links: FlowLink[]
  height?: number
  label: string
  /** A place or a stream was clicked: open the transfers behind it. */
  onPick?: (picked: { node: FlowNode } | { link: FlowLink }) => void
}

const toneOfNode: Record<FlowNode['tone'], Tone> = {
  own: 'own',
  held: 'escrow',
  released: 'released',
  refunded: 'refunded',
  bonus: 'neutral',
}

/** Where each yuan is (桑基图): streams as wide as their money, colours as everywhere. */
export function FlowPicture({ nodes, links, height = 380, label, onPick }: FlowPictureProps) {
  const { scheme } = useAppearance()
  const phone = usePhone()
  const option = useMemo(() => optionOf(nodes, links, scheme, phone), [nodes, links, scheme, phone])
  const pick = (picked: { kind: string; value: unknown }) => {
    if (picked.kind === 'node') {
      const node = nodes.find(({ id }) => id === (picked.value as { name: string }).name)
      if (node) onPick?.({ node })
    } else {
      const { source, target } = picked.value as { source: string; target: string }
      const link = links.find(({ from, to }) => from === source && to === target)
      if (link) onPick?.({ link })
    }
  }
  return (
    <>
      <Chart option={option} height={height} label={label} onPick={pick} />
      {phone && <Facts facts={placesOf(nodes, links)} />}
    </>
  )
}

/** A phone has no room for amounts in the picture, so they stand below it. */
function placesOf(nodes: FlowNode[], links: FlowLink[]) {
  return nodes
    .map((node) => ({ label: node.name, fen: heldAt(node.id, links) }))
    .filter((place) => place.fen > 0)
    .map((place) => ({ label: place.label, value: <Money fen={place.fen} /> }))
}

/** A place holds what flows in, or, at the source, what flows out. */
function heldAt(id: string, links: FlowLink[]): number {
  const sum = (chosen: FlowLink[]) => chosen.reduce((total, link) => total + link.amountFen, 0)
  return sum(links.filter((link) => link.to === id)) || sum(links.filter((link) => link.from === id))
}

function optionOf(nodes: FlowNode[], links: FlowLink[], scheme: 'light' | 'dark', phone: boolean) {
  const names = new Map(nodes.map((node) => [node.id, node.name]))
  const shown = links.filter((link) => link.amountFen > 0)
  const used = new Set(shown.flatMap((link) => [link.from, link.to]))
  return {
    tooltip: {
      trigger: 'item',
      formatter: (hover: {
        dataType: string
        data: { source?: string; target?: string; name?: string; value?: number }
      }) => {
        const { source = '', target = '', name = '', value = 0 } = hover.data
        const title =
          hover.dataType === 'edge' ? `${names.get(source)} → ${names.get(target)}` : names.get(name)
        const amount = hover.dataType === 'edge' ? value : heldAt(name, shown)
        return `${escapeHtml(title ?? '')}<br><b>¥${yuanText(amount)}</b>`
      },
    },
    series: [
      {
        type: 'sankey',
        orient: phone ? 'vertical' : 'horizontal',
        left: phone ? 24 : 4,
        right: phone ? 24 : 150,
        top: phone ? 24 : 12,
        bottom: phone ? 32 : 24,
        nodeWidth: 14,
        nodeGap: phone ? 28 : 32,
        draggable: false,
        emphasis: { focus: 'adjacency' },
        data: nodes
          .filter((node) => used.has(node.id))
          .map((node) => ({
            name: node.id,
            itemStyle: {
              color: palettes[scheme].tones[toneOfNode[node.tone]].solid,
              borderRadius: 3,
              borderWidth: 0,
            },
          })),
        links: shown.map((link) => ({ source: link.from, target: link.to, value: link.amountFen })),
        lineStyle: { color: 'gradient', opacity: 0.3, curveness: 0.5 },
        label: {
          position: phone ? 'bottom' : 'right',
          fontSize: phone ? 11 : 12,
          lineHeight: 17,
          formatter: ({ name }: { name: string }) =>
            phone
              ? (names.get(name) ?? name)
              : `${names.get(name) ?? name}\n{money|¥${yuanText(heldAt(name, shown))}}`,
          rich: { money: { color: palettes[scheme].textSoft, fontSize: 12, lineHeight: 16 } },
        },
      },
    ],
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
