/** The calendar file, read by a reader of others. */

import ICAL from 'ical.js';
import { caseCard, downloaded, unfold } from './cases';
import { disputeSample } from './dispute';
import { expect, test } from './page';

for (const [locale, caution] of [
  ['en', 'Check with your acquirer'],
  ['zh-CN', '请向收单机构核实'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });

    test('every date is an all-day entry of its own that says to check, and a second file replaces the first', async ({ page }) => {
      await disputeSample(page, 'acquirer_approved', 'never_paid');
      const card = await unfold(page);
      await card.locator('input[type=date]').fill('2026-12-05');
      await card.locator('[data-case=tell]').click();
      const shown = await card.locator('case-dates time').allInnerTexts();
      const save = caseCard(page).locator('[data-case=ics]');
      const first = await downloaded(page, save);
      expect(first.name).toMatch(/^\d{4}-\d\d-\d\d-dates\.ics$/);
      const calendar = new ICAL.Component(ICAL.parse(first.bytes.toString()) as unknown[]);
      const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
      expect(events.map(({ startDate }) => startDate.toString()).sort()).toEqual([...shown].sort());
      expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
      for (const event of events) {
        expect(event.startDate.isDate).toBe(true);
        expect(event.duration.toSeconds()).toBe(86_400);
        expect(event.summary).toContain(caution);
        expect(event.description.split('\n').at(-1)).toBe(caution);
        expect(event.component.getFirstSubcomponent('valarm')?.getFirstPropertyValue('trigger')?.toString()).toBe('-P7D');
      }
      expect(events.some(({ summary }) => summary.includes('腾辉茶叶店') && summary.includes('CNY 186.50'))).toBe(true);
      expect((await downloaded(page, save)).bytes.equals(first.bytes)).toBe(true);
      for (const line of first.bytes.toString().split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    });
  });
}
