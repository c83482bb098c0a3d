import { goldenLinks } from '../src/state/golden-links.testing.ts';
import { expect, test } from './journey.ts';

for (const [name, path] of [
  ['the page', ''],
  ['a frame', 'embed.html'],
] as const) {
  test(`golden links open in ${name}`, async ({ page }) => {
    test.setTimeout(120_000);
    for (const { link, opens } of goldenLinks.filter(
      ({ opens }, i) => i % 3 === 0 && !opens.program.includes('&'),
    )) {
      await page.goto('about:blank');
      await page.goto(`./${path}${link}`);
      await expect(page.locator('[data-node]').first(), link).toBeVisible();
      await expect(page.getByText('This link'), link).toHaveCount(0);
      // A lesson goes on from there to what it asks.
      if (link.includes('lesson=')) {
        await expect(page.getByRole('region', { name: 'Lesson', exact: true }), link).toBeVisible();
        continue;
      }
      await expect(
        page.getByText(new RegExp(`(?:step )?${opens.step}\\s*(?:of|/)\\s*\\d+`, 'u')).first(),
        link,
      ).toBeAttached();
    }
  });
}
