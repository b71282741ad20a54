const form = document.querySelector("form");
const button = form.querySelector("button");
const status = document.querySelector("[role=status]");

const say = (text, outcome) => {
  status.dataset.outcome = outcome;
  status.textContent = text;
};

// Out of the address bar and the history: whoever borrows the phone next needs no token.
const takeToken = () => {
  // Letters carry it in the fragment, which no server sees; those of the version before in the query.
  const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? new URLSearchParams(location.search).get("token") ?? "";
  history.replaceState(null, "", location.pathname);
  if (token === "") {
    say("The link is not complete. Please open it from the mail again, or copy all of it.", "bad");
    form.hidden = true;
  }
  return token;
};

const common = {
  413: "The link is not complete. Please copy all of it.",
  422: "That does not work: the link is not complete, or something is missing.",
  429: "That was too often. Please wait a minute and press the button again.",
  503: "FamilyCart is busy at the moment. Please press the button again.",
};

const post = async (path, body) => {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    const answer = response.status === 204 ? null : await response.json().catch(() => null);
    return { status: response.status, ok: response.ok, detail: answer?.detail, reason: answer?.reason, errors: answer?.errors };
  } catch {
    return { status: 0, ok: false };
  }
};

// Does it once at a time, and lets people try again what may work the next time.
const onSubmit = (work) => form.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  say("One moment…", "");
  const [text, outcome] = await work();
  say(text, outcome);
  button.disabled = false;
  form.hidden = outcome !== "again" && outcome !== "";
  status.dataset.outcome = outcome === "good" ? "good" : "bad";
  if (form.hidden) {
    status.tabIndex = -1;
    status.focus();
  } else if (document.activeElement === document.body) {
    button.focus();
  }
});

const otherwise = (answer) => answer.status === 0
  ? ["FamilyCart cannot be reached. Are you online? Please press the button again.", "again"]
  : [common[answer.status] ?? "That did not work. Please try again later.", "again"];
