const letters = document.getElementById("letters");
const more = document.getElementById("more");
const page = 20;
let cursor = null;

const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });

// Text and links only, never markup: letters hold what people chose.
const linked = (text) => {
  const body = document.createElement("pre");
  for (const part of text.split(/(https?:\/\/\S+)/)) {
    if (/^https?:\/\//.test(part)) {
      body.append(Object.assign(element("a", part), { href: part, target: "_blank", rel: "noopener noreferrer" }));
    } else {
      body.append(part);
    }
  }
  return body;
};

const show = (letter) => {
  const article = document.createElement("article");
  article.append(
    element("h2", letter.subject ?? `${letter.template} (erased)`),
    element("p", `to ${letter.to}, ${new Date(letter.created_at).toLocaleString()}, ${letter.state}`),
    linked(letter.text ?? ""));
  letters.append(article);
};

const load = async () => {
  const query = new URLSearchParams({ limit: page });
  const to = document.getElementById("to").value.trim();
  if (to !== "") query.set("to", to);
  if (cursor !== null) query.set("cursor", cursor);
  try {
    const response = await fetch(`/api/v1/outbox/messages?${query}`, {
      headers: { Authorization: `Bearer ${document.getElementById("token").value}` },
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    if (!response.ok) {
      say(response.status === 401 ? "That is no operator's token." : `That did not work (${response.status}).`, "bad");
      return;
    }
    const found = await response.json();
    found.forEach(show);
    cursor = found.at(-1)?.id ?? cursor;
    more.hidden = found.length < page;
    say(letters.childElementCount === 0 ? "There are no letters." : `${letters.childElementCount} letters, newest first.`, "good");
  } catch {
    say("The service cannot be reached.", "bad");
  }
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  letters.replaceChildren();
  cursor = null;
  load();
});
more.addEventListener("click", load);
