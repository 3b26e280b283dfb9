// After a form came back with something to mend, the reader starts at the list of what that is.

document.querySelector("[data-focus]")?.focus();
