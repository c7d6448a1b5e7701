import { signal } from '@preact/signals';

/** Whether the controls are open, where they are a sheet at the bottom of a phone. */
export const isSheetOpen = signal(false);

/** Closes the sheet, so that the strip above the list shows what is forced now. */
export function closeSheet(): void {
  isSheetOpen.value = false;
}
