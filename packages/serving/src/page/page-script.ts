/**
 * The page's script: sends the form without leaving the page, and takes fields and result over from the page that comes
 * back. The page is rendered in one place, on the server, and works without this script.
 */
export const PAGE_SCRIPT = `"use strict";
const form = document.getElementById("form");
const button = form.querySelector("button");
const take = (next, id) => document.getElementById(id).replaceChildren(...next.getElementById(id).childNodes);

async function predict() {
  const response = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form)) });
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  if (next.getElementById("result") === null) {
    fail("HTTP " + response.status);
    return;
  }
  const focused = document.activeElement.id;
  take(next, "fields");
  take(next, "result");
  const wrong = form.querySelector("[aria-invalid]");
  (wrong ?? document.getElementById(focused))?.focus();
}

function fail(reason) {
  const text = document.createElement("p");
  text.className = "failure";
  text.textContent = "The server could not be asked: " + reason;
  document.getElementById("result").replaceChildren(text);
}

form.noValidate = true;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  document.getElementById("result").setAttribute("aria-busy", "true");
  await predict().catch((error) => fail(error.message));
  document.getElementById("result").removeAttribute("aria-busy");
  button.removeAttribute("aria-disabled");
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
`;
