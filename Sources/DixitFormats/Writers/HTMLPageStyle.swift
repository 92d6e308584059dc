/// How a page looks and what it does.
enum HTMLPageStyle {
  static let css: StaticString = """
    :root { color-scheme: light dark; --paper: #fff; --ink: #1c1c1c; --faint: #666; --line: #ddd; --shade: 92%; }
    body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; background: var(--paper); color: var(--ink);
      font: 1.05rem/1.65 Georgia, "Times New Roman", serif; }
    header, section, small, mark::after { font-family: system-ui, sans-serif; }
    header { color: var(--faint); font-size: .85rem; border-bottom: 1px solid var(--line); }
    header span + span::before { content: "· "; }
    .path { overflow-wrap: anywhere; }
    main > *, li { white-space: pre-wrap; overflow-wrap: break-word; }
    main > ul { white-space: normal; }
    h1 { line-height: 1.25; }
    section { border-top: 1px solid var(--line); margin-top: 2rem; font-size: .9rem; }
    section li { white-space: normal; }
    small, .caption, .furniture { color: var(--faint); font-size: .85rem; }
    a { color: inherit; text-decoration-color: var(--faint); }
    mark { --s: 0%; color: inherit; background: hsl(var(--h, 0) var(--s) var(--shade)); border-bottom: 2px solid
      hsl(var(--h, 0) var(--s) 45%); border-radius: 2px; }
    mark[style], .swatch { --s: 75%; }
    mark.indirect { border-bottom-style: dotted; }
    mark.mixed, mark.fragment { border-bottom-style: dashed; }
    mark[data-speaker]::after { content: "[" attr(data-speaker) "]"; font-size: .6em; font-weight: bold; vertical-align: super;
      padding-left: .15em; }
    .swatch { display: inline-block; min-width: 1.4em; text-align: center; border-radius: 3px;
      background: hsl(var(--h) var(--s) var(--shade)); }
    .speakers ol { list-style: none; padding: 0; }
    .cue, a.name[data-q], span[data-q] { text-decoration: underline dotted var(--faint); }
    .lit, :focus-visible, :target { outline: 2px solid hsl(var(--h, 40) 80% 45%); outline-offset: 1px; }
    @media (prefers-color-scheme: dark) {
      :root { --paper: #161616; --ink: #e8e8e8; --faint: #a0a0a0; --line: #3a3a3a; --shade: 24%; }
    }
    @media print {
      :root { --paper: #fff; --ink: #000; --faint: #444; }
      body { max-width: none; margin: 0; font-size: 11pt; }
      mark { background: none; }
      li { break-inside: avoid; }
      h1, h2 { break-after: avoid; }
    }

    """

  /// What belongs to one quotation is lit together, by mouse or keyboard.
  static let script: StaticString = """
    for (const [event, lit] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
      document.addEventListener(event, ({target}) => {
        const own = target.closest("[data-q]");
        if (!own) return;
        for (const q of own.dataset.q.split(" "))
          for (const part of document.querySelectorAll(`[data-q~="${q}"]`)) part.classList.toggle("lit", lit);
      });

    """
}
