type BooksSearch = { group?: string; search?: string; nonZero?: 'true' }

const places: Record<string, BooksSearch> = {
  paid: { group: 'order:' },
  gifted: { search: 'merchant:bonus-cost' },
  held: { group: 'card:', search: 'principal', nonZero: 'true' },
  released: { search: 'merchant:available' },
  refunded: { group: 'refund:' },
  unclaimed: { search: 'merchant:unclaimed' },
  'bonus-used': { search: 'merchant:bonus-cost' },
  'bonus-left': { group: 'card:', search: 'bonus', nonZero: 'true' },
}

/** The accounts behind a place of the flow picture; a product's pot is found by the product's name. */
export function booksOf(nodeId: string): BooksSearch {
  return places[nodeId] ?? { group: 'card:', search: nodeId === '储值' ? 'principal:value' : nodeId }
}
