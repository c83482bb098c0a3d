import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';

/** Opens *Share* or *Export*, wherever the width of the page has put it. */
export async function openDialog(page: Page, name: 'Share' | 'Export'): Promise<Locator> {
  const button = page.getByRole('button', { name, exact: true });
  if (!(await button.isVisible())) await page.getByRole('button', { name: 'Settings' }).click();
  await button.click();
  const dialog = page.getByRole('dialog', { name: name === 'Share' ? 'Share this step' : name });
  await dialog.waitFor();
  return dialog;
}

/** Chooses what a dialog is to be about. */
export const choose = (dialog: Locator, name: string): Promise<void> =>
  dialog.getByRole('radio', { name, exact: true }).check({ force: true });

/** What a button saves. */
export async function saved(page: Page, button: Locator): Promise<Download> {
  const coming = page.waitForEvent('download');
  await button.click();
  return coming;
}

export const contentOf = async (download: Download): Promise<Buffer> => readFile(await download.path());
