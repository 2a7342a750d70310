export { addCardType, cardTypeNotFound, editCardType, findCardTypes, getCardType } from './store.ts'
export type { CardForm, CardType, CardTypeDraft } from './store.ts'
