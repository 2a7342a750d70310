export { addCardType, editCardType, getCardType } from './store.ts'
export type { CardForm, CardType, CardTypeDraft } from './store.ts'
