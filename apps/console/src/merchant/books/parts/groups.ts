import type { Tone } from '../../../shared/theme.ts'

/** Kinds of accounts by how their codes begin, in the order in which an owner asks for them. */
export const groups = [
  'merchant:',
  'card:',
  'order:',
  'refund:',
  'channel:',
  'cash:',
  'staff:',
  'issued:',
  'operator:',
  'bank',
] as const
export type Group = (typeof groups)[number]

export const groupOf = (code: string): Group | undefined => groups.find((group) => code.startsWith(group))

export const toneOfGroup: Record<Group, Tone> = {
  'merchant:': 'own',
  'card:': 'escrow',
  'order:': 'released',
  'refund:': 'refunded',
  'channel:': 'released',
  'cash:': 'own',
  'staff:': 'neutral',
  'issued:': 'neutral',
  'operator:': 'neutral',
  bank: 'released',
}

/** A search finds by 60 characters; the first two parts of a code are enough and never longer. */
export const searchOf = (code: string): string => code.split(':').slice(0, 2).join(':')
