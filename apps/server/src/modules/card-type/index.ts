export { addCardType, cardFormMismatch, editCardType, findCardType, getCardType } from './store.ts'
export type { CardForm, CardType, CardTypeDraft } from './store.ts'
