// Tells the parts of a page that something was saved, so that htmx fetches them anew. Without it people reload the page.
"use strict";

(() => {
  let source = null;
  let waiting = null;

  function told() {
    if (waiting) return;
    waiting = setTimeout(() => {
      waiting = null;
      document.body.dispatchEvent(new CustomEvent("desk-changed"));
    }, 300);
  }

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource("/events");
    source.addEventListener("changed", told);
    source.addEventListener("open", told);
  }

  // A page nobody looks at holds no connection: browsers allow six a server, over all their windows.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && source) {
      source.close();
      source = null;
    } else {
      listen();
    }
  });
  addEventListener("pagehide", () => { if (source) source.close(); source = null; });
  addEventListener("pageshow", listen);
  listen();
})();
