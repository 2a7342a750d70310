import { refusal } from '../../kernel/refusals.ts'

export const storeNotFound = refusal('store.not_found', 404)
export const storeNameTaken = refusal('store.name_taken', 409)
