// Comfort only: every page works without this file. Nothing here writes markup; texts come from the page itself.
(() => {
  "use strict";
  const $ = (selector) => document.querySelector(selector);

  // A key pressed while a Vietnamese syllable is being put together belongs to the input method (keyCode 229), and its
  // Enter may arrive twice.
  let composing = false;
  document.addEventListener("compositionstart", () => { composing = true; });
  document.addEventListener("compositionend", () => { composing = false; });
  const isTyping = (event) => composing || event.isComposing || event.keyCode === 229;
  const inField = (target) => target.closest && target.closest("input:not([type=radio]):not([type=checkbox]),textarea,select");

  const press = (key) => {
    const target = $(`[data-key="${key}"]`);
    if (!target) return false;
    if (target.matches("input[type=search]")) { target.focus(); target.select(); } else { target.click(); target.focus(); }
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (isTyping(event)) { if (event.key === "Enter") event.preventDefault(); return; }
    let key = null;
    if (event.key === "F2" || (event.ctrlKey && event.key.toLowerCase() === "k")) key = "F2";
    else if (event.key === "F4" && !event.altKey) key = "F4";
    else if (event.ctrlKey && event.key === "Enter") key = "save";
    else if (event.key === "Escape") key = "back";
    else if (event.key === "F8") key = "F8";
    else if (event.key === "?" && !inField(event.target)) key = "keys";
    else if (/^[1-9]$/.test(event.key) && !inField(event.target) && !event.ctrlKey && !event.altKey) key = event.key;
    if (key && press(key)) event.preventDefault();
  });

  // One form is sent once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    clearTimeout(timer);
    if (form === saved && running) {
      // The pause before was just being saved: what is sent now must name the version that this makes.
      event.preventDefault();
      waiting = event.submitter || true;
      return;
    }
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });

  // A form that is being filled in is saved at the node at every pause and whenever a field is left.
  const saved = $("form[data-save]");
  let timer = 0, running = false, again = false, waiting = null, last = "";
  const words = (form) => {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) data.append(name, value);
    return data;
  };
  const state = (name) => {
    for (const part of document.querySelectorAll("[data-saved]")) part.hidden = part.dataset.saved !== name;
  };
  const save = async () => {
    if (!saved || saved.dataset.sent) return;
    if (running) { again = true; return; }
    const body = words(saved);
    body.delete("go");
    const text = body.toString();
    if (text === last) return;
    running = true;
    try {
      const answer = await fetch(saved.dataset.save, {
        method: "POST", body, redirect: "manual", credentials: "same-origin",
      });
      if (answer.ok) {
        const version = (await answer.text()).trim();
        const field = saved.querySelector("[name=_v]");
        if (/^[0-9]+$/.test(version) && field) field.value = version;
        last = words(saved).toString();
        state("yes");
      } else { state(answer.status === 409 ? "other" : "no"); }
    } catch { state("no"); }
    running = false;
    if (waiting) { const by = waiting; waiting = null; again = false; saved.requestSubmit(by === true ? null : by); return; }
    if (again) { again = false; save(); }
  };
  if (saved) {
    last = words(saved).toString();
    const soon = () => { clearTimeout(timer); timer = setTimeout(save, 1500); };
    saved.addEventListener("input", () => { if (!composing) soon(); });
    saved.addEventListener("compositionend", soon);
    saved.addEventListener("focusout", (event) => {
      // Whoever goes to a button is about to send all of it.
      if (event.relatedTarget && event.relatedTarget.closest("button")) return;
      clearTimeout(timer);
      save();
    });
  }

  // Narrows a long list of choices by letters without marks.
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  for (const filter of document.querySelectorAll("[data-filter]")) {
    const rows = [...document.querySelectorAll(filter.dataset.filter)];
    const folded = rows.map((row) => plain(row.textContent));
    const show = () => {
      const wanted = plain(filter.value).split(/\s+/).filter(Boolean);
      rows.forEach((row, index) => {
        row.hidden = !wanted.every((word) => folded[index].includes(word)) && !row.querySelector(":checked");
      });
    };
    filter.addEventListener("input", () => setTimeout(show, 150));
    filter.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    filter.closest("[hidden]")?.removeAttribute("hidden");
    show();
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // The state of the link, kept true while a page stays open.
  const link = $("[data-link]");
  if (link) {
    const look = async () => {
      try {
        const answer = await fetch("/link", { credentials: "same-origin", redirect: "manual" });
        if (!answer.ok) return;
        const [kind, ...rest] = (await answer.text()).trim().split("\n");
        if (!/^[a-z]+$/.test(kind)) return;
        if (link.dataset.link === kind + rest.join()) return;
        link.dataset.link = kind + rest.join();
        for (const part of link.querySelectorAll("[data-kind]")) part.toggleAttribute("hidden", part.dataset.kind !== kind);
        link.querySelector("[data-words]").textContent = rest.join(" ");
        link.querySelector(".badge").className = "badge " + (link.querySelector(`[data-kind=${kind}]`)?.dataset.look || "plain");
      } catch { /* The node is away for a moment; the next look says more. */ }
    };
    setInterval(look, 15000);
  }

  const first = $("[autofocus]") || $(".notice.danger[tabindex]");
  if (first) first.focus();
})();
