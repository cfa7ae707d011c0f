// Checking without a new page: a click on a work item lights up its words, a click on words finds their item.
// Without this script every one of them is a link to the same.
(() => {
  const paper = document.querySelector("[data-paper]");
  const list = document.querySelector("[data-list]");
  if (!paper || !list) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

  // The server marks the item it was asked for; from the first click on the script does.
  const unmark = () => paper.querySelectorAll("mark").forEach((mark) => mark.replaceWith(...mark.childNodes));

  const light = (id) => {
    unmark();
    document.querySelectorAll(".lit").forEach((lit) => lit.classList.remove("lit"));
    paper.querySelectorAll(`[data-items~="${id}"]`).forEach((words) => words.classList.add("lit"));
    const item = document.getElementById(`item-${id}`);
    item?.classList.add("lit");
    const url = new URL(location.href);
    url.searchParams.set("item", id);
    url.hash = "";
    history.replaceState(null, "", url);
    return item;
  };

  const bring = (box, inside) => {
    if (!inside) return;
    const top = inside.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollBy({ top: top - box.clientHeight / 4, behavior: calm });
  };

  paper.addEventListener("click", (event) => {
    const words = event.target.closest("a.words");
    if (!words || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const item = light(new URL(words.href).searchParams.get("item"));
    item?.scrollIntoView({ block: "start", behavior: calm });
    item?.querySelector("a")?.focus({ preventScroll: true });
  });

  list.addEventListener("click", (event) => {
    const item = event.target.closest("[data-item]");
    if (!item || event.target.closest("button, input, select, summary, a:not(.show)")) return;
    event.preventDefault();
    light(item.dataset.item);
    bring(paper, document.getElementById(`words-${item.dataset.item}`));
  });

  const asked = new URLSearchParams(location.search).get("item");
  if (asked) bring(paper, document.getElementById(`words-${asked}`));
})();
