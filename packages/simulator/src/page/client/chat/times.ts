const short = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const precise = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

const millisecondsPerDay = 86_400_000;

export const shortTime = (at: number): string => short.format(at);
export const preciseTime = (at: number): string => precise.format(at);
export const exactTime = (at: number): string => exact.format(at);

export function dayName(at: number, now: number): string {
  if (isSameDay(at, now)) return 'Today';
  return isSameDay(at, now - millisecondsPerDay) ? 'Yesterday' : day.format(at);
}

export function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
