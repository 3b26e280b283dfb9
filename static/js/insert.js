/* Put text into a field as if it was typed, so that undo takes it back and whoever listens to the field hears of it. */

export function insert(field, text, from = field.selectionStart, to = field.selectionEnd) {
  const elsewhere = document.activeElement;
  // Whoever types in another field by now goes on typing there.
  const isFree = elsewhere === field || elsewhere === document.body || !elsewhere.matches("input, textarea, select");
  if (isFree) field.focus({ preventScroll: true });
  if (document.activeElement === field) {
    field.setSelectionRange(from, to);
    if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
  }
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
