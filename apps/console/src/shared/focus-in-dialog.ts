const fields = 'input:not([type="radio"]):not([disabled]), textarea:not([disabled]), [data-holds-focus]'

/**
 * For a Modal's `afterOpenChange`: the dialog itself first puts the cursor on its closing cross, where Enter
 * would send the person away instead of on.
 */
export function focusField(open: boolean): void {
  if (open) focusLast(fields)
}

export function focusPrimary(open: boolean): void {
  if (open) focusLast('.ant-btn-primary')
}

function focusLast(selector: string): void {
  setTimeout(() => {
    const shown = [...document.querySelectorAll('[role="dialog"]')].filter(
      (dialog) => dialog.getClientRects().length > 0,
    )
    shown.at(-1)?.querySelector<HTMLElement>(selector)?.focus()
  })
}
