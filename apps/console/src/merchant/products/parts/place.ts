/** What the drawer's address says: `new.single`, `edit.{id}`, `copy.{id}` or just the id. */
export type EditorPlace =
  | { at: 'new'; shape: 'single' | 'bundle' }
  | { at: 'edit'; productId: string }
  | { at: 'copy'; productId: string }
export type Place = EditorPlace | { at: 'shown'; productId: string }

export function readPlace(detailId: string | undefined): Place | undefined {
  if (detailId === undefined) return undefined
  const [word, rest = ''] = detailId.split('.', 2)
  if (word === 'new') return { at: 'new', shape: rest === 'bundle' ? 'bundle' : 'single' }
  if (word === 'edit' || word === 'copy') return { at: word, productId: rest }
  return { at: 'shown', productId: detailId }
}
