// Starts the page's connection to the server, and keeps what only a browser can do: the caret, scrolling, the address.
(() => {
  "use strict";

  const longestWait = 1500;
  const draftKey = "bingobot.draft";

  /** Milliseconds before the attempt; there is no last one, as the server may come back at any time. */
  const wait = attempt => Math.min(100 * 2 ** Math.min(attempt, 10), longestWait);

  /** Loads the page anew as soon as there is a server again; what was typed is kept. */
  let reloading = false;
  async function reloadWhenBack() {
    if (reloading) return;
    reloading = true;
    document.getElementById("components-reconnect-modal").classList.add("reconnect-visible");
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await fetch(location.href, { cache: "no-store" });
        if (answer.ok) {
          location.reload();
          return;
        }
      } catch {
        // Not there yet; a refused connection is what this waits for.
      }
      await new Promise(resolve => setTimeout(resolve, wait(attempt)));
    }
  }

  document.getElementById("components-reconnect-modal").addEventListener("components-reconnect-state-changed", event => {
    if (["failed", "rejected", "resume-failed"].includes(event.detail.state)) reloadWhenBack();
  });

  const box = {
    /** Where style sheets cannot say so, the box grows with its text by this. */
    fit(element) {
      if (CSS.supports("field-sizing", "content")) return;
      element.style.height = "auto";
      element.style.height = `${element.scrollHeight}px`;
    },

    set(element, text, caret) {
      element.value = text;
      box.fit(element);
      element.setSelectionRange(caret, caret);
      sessionStorage.setItem(draftKey, text);
    },

    /** Replaces what was there when .NET was asked; what was typed since then stays behind it. */
    replace(element, before, content) {
      const since = element.value.startsWith(before) ? element.value.slice(before.length) : null;
      if (since === null) return;
      box.set(element, content.text + since, since ? content.text.length + since.length : content.caret);
    },
  };

  window.bingobotChat = {
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,

    remember(guild, channel, user) {
      const address = new URL(location.href);
      for (const [name, value] of Object.entries({ guild, channel, as: user })) {
        if (value) address.searchParams.set(name, value);
      }
      history.replaceState(history.state, "", address);
    },

    typed: element => element.value,

    put(element, text, caret) {
      element.focus();
      box.set(element, text, caret);
    },

    giveBack(element, text) {
      if (element.value === "") box.set(element, text, text.length);
    },

    attachComposer(element, composer) {
      const tell = () => composer.invokeMethodAsync("Typed", element.value, element.selectionStart);
      element.addEventListener("input", () => {
        sessionStorage.setItem(draftKey, element.value);
        box.fit(element);
        tell();
      });
      element.addEventListener("click", tell);
      element.addEventListener("keyup", event => {
        if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) tell();
      });
      element.addEventListener("keydown", async event => {
        if (!handles(event, element)) return;
        event.preventDefault();
        const before = element.value;
        const content = await composer.invokeMethodAsync("Pressed", event.key, before, element.selectionStart);
        if (content) box.replace(element, before, content);
      });
      const draft = sessionStorage.getItem(draftKey);
      if (draft && element.value === "") box.set(element, draft, draft.length);
      if (matchMedia("(hover: hover)").matches) element.focus();
    },
  };

  function handles(event, element) {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false;
    const isOpen = element.getAttribute("aria-expanded") === "true";
    switch (event.key) {
      case "Enter": return true;
      case "Escape": return true;
      case "Tab": return isOpen;
      case "ArrowUp":
      case "ArrowDown": return isOpen || !element.value.includes("\n");
      default: return false;
    }
  }

  /** The newest message stays in sight unless the reader has scrolled up. */
  function keepAtEnd() {
    let atEnd = true;
    const list = () => document.querySelector(".scroll");
    document.addEventListener("scroll", event => {
      const scroll = event.target;
      if (scroll === list()) atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
    }, true);
    const follow = () => {
      const scroll = list();
      if (scroll && atEnd) scroll.scrollTop = scroll.scrollHeight;
    };
    new MutationObserver(follow).observe(document.body, { childList: true, subtree: true, characterData: true });
    addEventListener("resize", follow);
    follow();
  }

  keepAtEnd();
  Blazor.start({ circuit: { reconnectionOptions: { maxRetries: Number.MAX_SAFE_INTEGER, retryIntervalMilliseconds: wait } } })
    .catch(reloadWhenBack);
})();
