export const boxId = 'counter-box'

export function isEditable(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null
  return Boolean(element?.closest?.('input, textarea, select, [contenteditable="true"]'))
}

export function isEmptyBox(target: EventTarget | null): boolean {
  const element = target as HTMLInputElement | null
  return element?.id === boxId && element.value === ''
}

/** Dialogs and drawers take the keyboard for themselves. */
export function isDialogOpen(): boolean {
  const dialogs = document.querySelectorAll('[role="dialog"]')
  return [...dialogs].some((dialog) => dialog.getClientRects().length > 0)
}

/** A touch screen would cover half the page with its keyboard. */
export const hasKeyboard = (): boolean => !matchMedia('(pointer: coarse)').matches
