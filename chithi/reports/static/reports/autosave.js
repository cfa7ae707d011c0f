// Autosave of a unit's report. What is typed goes into a queue in IndexedDB at once (per user and report, one
// idempotency key per change) and from there to the server, as often as it takes. A cut line, a closed browser and
// a restarted server only make it wait. Two tabs hear of each other at once, two machines by the server's versions:
// who typed last wins, both versions stay in the field's history, and the other one is told.
"use strict";
(() => {
  const page = document.querySelector("[data-autosave-user]");
  if (!page) return;
  const user = page.dataset.autosaveUser;
  const form = document.querySelector("form[data-report]");
  const report = form?.dataset.report;

  // ── the queue ────────────────────────────────────────────────────────────────────────────────────────────────
  const memory = new Map(); // stands in where the browser refuses IndexedDB
  const database = new Promise((done) => {
    try {
      const request = indexedDB.open("chithi-reports", 1);
      request.onupgradeneeded = () =>
        request.result.createObjectStore("changes", { keyPath: "key" }).createIndex("user", "user");
      request.onsuccess = () => done(request.result);
      request.onerror = () => done(null);
    } catch {
      done(null);
    }
  });
  const inStore = async (mode, work) => {
    const db = await database;
    if (!db) return null;
    return new Promise((done, fail) => {
      const transaction = db.transaction("changes", mode);
      const request = work(transaction.objectStore("changes"));
      transaction.oncomplete = () => done(request?.result);
      transaction.onabort = transaction.onerror = () => fail(transaction.error);
    });
  };
  const put = async (change) => {
    memory.set(change.key, change);
    await inStore("readwrite", (store) => store.put(change)).catch(() => null);
  };
  const remove = async (keys) => {
    keys.forEach((key) => memory.delete(key));
    await inStore("readwrite", (store) => keys.map((key) => store.delete(key)).at(-1)).catch(() => null);
  };
  const ofUser = async () => {
    const kept = await inStore("readonly", (store) => store.index("user").getAll(user)).catch(() => null);
    return (kept ?? [...memory.values()]).sort((a, b) => a.typed - b.typed);
  };
  const ofReport = async () => (await ofUser()).filter((change) => change.report === report);
  const newKey = () => {
    if (crypto.randomUUID) return crypto.randomUUID(); // only over https and on localhost
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
  };

  // ── signing out leaves nothing behind, and says so first ─────────────────────────────────────────────────────
  const words = document.querySelector("template[data-autosave-words]").content;
  const word = (name) => words.querySelector(`[data-word="${name}"]`);
  const say = (name, count) => word(name).textContent.replace("{n}", count).trim();
  let leaving = false;
  document.querySelectorAll("form[data-sign-out]").forEach((signOut) =>
    signOut.addEventListener("submit", async (event) => {
      if (leaving) return;
      event.preventDefault();
      if (form && isOpen) await settle();
      const unsent = await ofUser();
      if (unsent.length && !confirm(say("sign-out", unsent.length))) return;
      await remove(unsent.map((change) => change.key));
      leaving = true;
      signOut.requestSubmit();
    }),
  );
  if (!form) return;

  // ── fields ───────────────────────────────────────────────────────────────────────────────────────────────────
  const isOpen = form.dataset.open === "yes";
  const fields = new Map([...form.querySelectorAll("[data-field]")].map((e) => [e.dataset.field, e]));
  const versions = new Map([...fields].map(([field, e]) => [field, Number(e.dataset.version || 0)]));
  const pending = new Map(); // field → the change that may still grow
  const rowOf = (element) => element.closest("[data-row]");
  const answerOf = (element) => rowOf(element)?.querySelector("[data-row-answer]");
  const reasonOf = (element) => rowOf(element)?.querySelector("[data-row-reason]");
  const hasRecords = (element) => rowOf(element)?.dataset.records !== undefined;
  const isValue = (status) => status === "final" || status === "estimate";
  const current = (element) => {
    const status = answerOf(element)?.value ?? "";
    return {
      value: status && !isValue(status) ? "" : element.value,
      status,
      reason: (status && !isValue(status)) || hasRecords(element) ? (reasonOf(element)?.value ?? "") : "",
    };
  };
  const show = (element, standing) => {
    element.value = standing.value;
    const answer = answerOf(element);
    if (answer && standing.status) answer.value = standing.status;
    if (reasonOf(element) && standing.reason) reasonOf(element).value = standing.reason;
    refresh(element);
  };
  const mark = (field, name, extra = "") => {
    const place = form.querySelector(`[data-mark="${CSS.escape(field)}"]`);
    if (!place) return;
    place.className = `field-mark mark-${name}`;
    place.textContent = say(`mark-${name}`) + (extra ? ` ${extra}` : "");
    const element = fields.get(field);
    if (name === "failed") element?.setAttribute("aria-invalid", "true");
    else element?.removeAttribute("aria-invalid");
  };

  // ── what the page counts by itself ───────────────────────────────────────────────────────────────────────────
  const number = (text) => {
    const plain = text.replace(/[.\s]/g, "").replace(",", ".");
    return plain !== "" && isFinite(plain) ? Number(plain) : null;
  };
  const refresh = (element) => {
    const row = rowOf(element);
    if (row) {
      const status = row.querySelector("[data-row-answer]")?.value ?? "final";
      row.querySelectorAll("[data-row-reason]").forEach((e) => (e.closest("label").hidden = status !== "not-our-function" && row.dataset.records === undefined));
      row.querySelectorAll("[data-total]").forEach((place) => {
        const parts = [...row.querySelectorAll(`[data-part="${place.dataset.total}"]`)].map((e) => number(e.value));
        const given = parts.filter((n) => n !== null);
        place.textContent = given.length ? given.reduce((a, b) => a + b, 0).toLocaleString("vi-VN") : "";
      });
    }
    count();
  };
  const count = () => {
    const groups = [...form.querySelectorAll("[data-counts]")];
    const done = groups.filter((group) => {
      const answer = group.querySelector("[data-row-answer]");
      if (answer && !isValue(answer.value)) return true;
      return [...group.querySelectorAll("[data-counted]")].some((e) => e.value.trim() !== "");
    });
    document.querySelectorAll("[data-answered]").forEach((place) => (place.textContent = done.length));
    document.querySelectorAll("[data-progress]").forEach((bar) => (bar.value = done.length));
  };

  // ── typing ───────────────────────────────────────────────────────────────────────────────────────────────────
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(`chithi-report-${user}-${report}`) : null;
  let timer = 0;
  let noting = Promise.resolve(); // what is typed and not in the queue yet
  const note = async (element) => {
    const field = element.dataset.field;
    let change = pending.get(field);
    if (!change || change.sending || change.refused) {
      if (change?.refused) await remove([change.key]);
      change = { key: newKey(), user, report, field, base: versions.get(field) };
      pending.set(field, change);
    }
    Object.assign(change, current(element), { typed: Date.now(), refused: "" });
    mark(field, "waiting");
    refresh(element);
    await put(change);
    channel?.postMessage({ what: "typed", field, value: change.value, status: change.status, reason: change.reason });
    tell();
  };
  const noteAround = (element) => {
    if (element.matches("[data-field]")) {
      const answer = answerOf(element);
      if (answer && !isValue(answer.value) && element.value.trim()) {
        answer.value = "final"; // a number typed over "not applicable" is an answer of its own
        return Promise.all([...rowOf(element).querySelectorAll("[data-field]")].map(note));
      }
      return note(element);
    }
    if (element.matches("[data-row-answer], [data-row-reason]")) {
      if (element.matches("[data-row-answer]") && !isValue(element.value))
        rowOf(element).querySelectorAll("[data-field]").forEach((e) => (e.value = ""));
      return Promise.all([...rowOf(element).querySelectorAll("[data-field]")].map(note));
    }
    return null;
  };
  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(pump, wait);
  };
  if (isOpen) {
    form.addEventListener("input", (event) => {
      noting = Promise.all([noting, noteAround(event.target)]);
      noting.then(() => soon(900));
    });
    form.addEventListener("change", () => soon(50));
  }

  // ── sending ──────────────────────────────────────────────────────────────────────────────────────────────────
  const status = document.querySelector("[data-autosave-status]");
  let failures = 0;
  let running = null;
  let problem = "";
  const tell = async () => {
    const unsent = (await ofReport()).length;
    const time = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    if (problem) status.replaceChildren(...word(problem).cloneNode(true).childNodes);
    else if (unsent) status.textContent = say(failures ? "some-waiting" : "some-saving", unsent);
    else status.textContent = `${say("all-saved")} ${time}`;
    status.className = problem || failures ? "autosave autosave-waiting" : "autosave";
    return unsent;
  };
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  const ask = (url, options = {}) =>
    fetch(url, {
      credentials: "same-origin",
      redirect: "manual",
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token() },
      signal: AbortSignal.timeout?.(20000),
      ...options,
    });
  const send = async () => {
    for (;;) {
      const batch = (await ofReport()).filter((change) => !change.refused).slice(0, 40);
      if (!batch.length) return true;
      batch.forEach((change) => {
        mark(change.field, "saving");
        const growing = pending.get(change.field);
        if (growing?.key === change.key) growing.sending = true;
      });
      const body = JSON.stringify({
        user,
        now: Date.now(),
        changes: batch.map(({ key, field, value, status, reason, base, typed }) => ({ key, field, value, status, reason, base, typed })),
      });
      const answer = await ask(form.dataset.changes, { method: "POST", body });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new Error("signed-out");
      if (answer.status === 409) throw new Error((await answer.json()).code);
      if (!answer.ok) throw new Error(answer.status >= 500 || answer.status === 429 ? "line" : "refused");
      const told = await answer.json();
      await take(batch, told.outcomes);
      Object.entries(told.leaps ?? {}).forEach(([row, sentences]) => showLeaps(row, sentences));
    }
  };
  // Figures out of proportion: saved all the same, and said beside their row.
  const showLeaps = (row, sentences) => {
    const signs = sentences.map((sentence) => {
      const sign = document.createElement("span");
      sign.className = "state state-warn";
      sign.textContent = `! ${sentence}`;
      return sign;
    });
    form.querySelector(`[data-leaps="${CSS.escape(row)}"]`)?.replaceChildren(...signs);
  };
  const take = async (batch, outcomes) => {
    const settled = [];
    for (const [index, outcome] of outcomes.entries()) {
      const change = batch[index];
      const latest = pending.get(change.field);
      const isLatest = !latest || latest.key === change.key;
      if (outcome.outcome === "refused") {
        await put({ ...change, refused: outcome.message });
        if (isLatest) pending.set(change.field, { ...change, refused: outcome.message });
        if (isLatest) mark(change.field, "failed", outcome.message);
        continue;
      }
      settled.push(change.key);
      versions.set(change.field, outcome.version);
      if (latest && !isLatest) {
        latest.base = outcome.version; // typed on while this one travelled
        await put(latest);
        continue;
      }
      pending.delete(change.field);
      if (outcome.outcome === "kept") {
        show(fields.get(change.field), outcome);
        mark(change.field, "changed", outcome.message);
      } else {
        mark(change.field, "saved", outcome.over ? `${say("over")} ${outcome.over}` : outcome.message);
        channel?.postMessage({ what: "saved", field: change.field, version: outcome.version });
      }
    }
    await remove(settled);
  };
  function pump() {
    running ??= (async () => {
      clearTimeout(timer);
      try {
        await send();
        failures = 0;
        problem = "";
      } catch (error) {
        failures += 1;
        problem = ["signed-out", "other-user", "not-now", "refused"].includes(error.message) ? error.message : "";
        pending.forEach((change) => (change.sending = false));
        (await ofReport()).forEach((change) => change.refused || mark(change.field, "waiting"));
        if (problem !== "not-now") soon(Math.min(30000, 1000 * 2 ** Math.min(failures - 1, 5)) * (0.75 + Math.random() / 2));
      } finally {
        running = null;
        await tell();
      }
    })();
    return running;
  }

  // A sending that was already under way may have looked before the last words came: look again until nothing is
  // left, or the line or a field says no.
  const settle = async () => {
    for (;;) {
      await noting;
      await pump();
      const left = await ofReport();
      if (failures || left.every((change) => change.refused)) return left;
    }
  };

  // ── other tabs, other people ─────────────────────────────────────────────────────────────────────────────────
  if (channel)
    channel.onmessage = ({ data }) => {
      const element = fields.get(data.field);
      if (!element) return;
      if (data.what === "saved") {
        versions.set(data.field, Math.max(data.version, versions.get(data.field)));
        if (!pending.has(data.field)) mark(data.field, "saved", say("elsewhere"));
        return;
      }
      pending.delete(data.field); // its words are in the queue; what is typed here next is a change of its own
      show(element, data);
      mark(data.field, "changed", say("elsewhere"));
    };
  let since = form.dataset.now;
  const news = async () => {
    if (document.hidden || running || !form.dataset.values) return;
    const answer = await ask(`${form.dataset.values}?since=${encodeURIComponent(since)}`).catch(() => null);
    if (!answer?.ok) return;
    const told = await answer.json();
    since = told.now;
    const unsent = new Set((await ofReport()).map((change) => change.field));
    for (const [field, standing] of Object.entries(told.values)) {
      const element = fields.get(field);
      if (!element || standing.version <= versions.get(field) || unsent.has(field)) continue;
      versions.set(field, standing.version);
      if (element.value === standing.value && (!answerOf(element) || !standing.status || answerOf(element).value === standing.status)) continue;
      show(element, standing);
      mark(field, "changed", standing.by);
    }
  };

  // ── moves wait until everything is on the server ─────────────────────────────────────────────────────────────
  form.addEventListener("submit", async (event) => {
    if (leaving || !isOpen) return;
    event.preventDefault();
    const button = event.submitter;
    const left = await settle();
    if (left.length) {
      const first = left.find((change) => change.refused);
      status.textContent = say(first ? "failed-first" : "some-waiting", left.length);
      status.className = "autosave autosave-waiting";
      fields.get((first ?? left[0]).field)?.focus();
      return;
    }
    if (button?.dataset.save !== undefined) return void tell();
    leaving = true;
    // Everything is saved: an old value of this tab must not travel over a newer one.
    form.querySelectorAll("[data-field], [data-row-answer], [data-row-reason]").forEach((e) => (e.disabled = true));
    form.requestSubmit(button);
  });

  window.addEventListener("online", pump);
  window.addEventListener("focus", () => pump().then(news));
  document.addEventListener("visibilitychange", () => document.hidden || pump().then(news));
  setInterval(news, 45000);
  let unsentNow = false;
  setInterval(async () => (unsentNow = (await ofReport()).length > 0), 1000);
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (unsentNow || pending.size)) event.preventDefault();
  });

  // ── at the start: what a closed browser left behind ──────────────────────────────────────────────────────────
  (async () => {
    const left = await ofReport();
    if (!isOpen) {
      if (left.length) {
        const list = word("left-behind").cloneNode(true);
        left.forEach((change) => {
          const line = document.createElement("li");
          line.textContent = `${change.field}: ${change.value}`;
          list.querySelector("ul").append(line);
        });
        list.querySelector("button").addEventListener("click", async () => {
          await remove(left.map((change) => change.key));
          list.remove();
        });
        status?.after(list);
      }
      return;
    }
    form.querySelectorAll("[data-row] [data-field]").forEach(refresh);
    left.forEach((change) => {
      const element = fields.get(change.field);
      if (!element) return;
      show(element, change);
      pending.set(change.field, change);
      change.sending = true; // it may have travelled already: what is typed now is another change
      if (change.refused) mark(change.field, "failed", change.refused);
      else mark(change.field, "waiting");
    });
    if (left.length) await pump();
  })();
})();
