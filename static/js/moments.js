/* Moments as the clock of this device has them: `<time datetime="…" data-moment>`; without this script a date stands there. */

export function written(date) {
  const today = new Date().toDateString() === date.toDateString();
  const day = today ? {} : { day: "numeric", month: "long" };
  return date.toLocaleString(document.documentElement.lang, { ...day, hour: "2-digit", minute: "2-digit" });
}

for (const time of document.querySelectorAll("time[data-moment]")) time.textContent = written(new Date(time.dateTime));
