'use strict';
(() => {
  const pause = 2000;
  const patience = 10000;
  const said = document.getElementById('said');
  const live = document.getElementById('live');
  const panel = document.getElementById('operator');
  const logOut = document.getElementById('log-out');
  const tokenField = document.getElementById('token');
  const reasonField = document.getElementById('reason');
  const underWay = new Set();
  let token = '';
  let wanted = null;
  let away = false;
  let shut = false;

  const say = (text, bad) => {
    said.classList.toggle('bad', Boolean(bad));
    said.textContent = text;
  };

  // Brings one element to what it shall be and keeps what is the same, so that nobody loses the focus or an opened detail.
  const renew = (now, next) => {
    for (const { name, value } of next.attributes) {
      if (now.getAttribute(name) !== value) {
        now.setAttribute(name, value);
      }
    }
    for (const { name } of [...now.attributes]) {
      if (!next.hasAttribute(name) && name !== 'open' && name !== 'aria-disabled') {
        now.removeAttribute(name);
      }
    }
    const staying = new Set([...next.children].filter((child) => child.id).map((child) => child.id));
    for (const child of [...now.children]) {
      if (child.id && !staying.has(child.id)) {
        child.remove();
      }
    }
    let place = now.firstChild;
    for (const child of [...next.childNodes]) {
      if (place && alike(place, child)) {
        if (child.nodeType === Node.ELEMENT_NODE) {
          renew(place, child);
        } else if (place.data !== child.data) {
          place.data = child.data;
        }
        place = place.nextSibling;
      } else {
        const known = child.id && [...now.children].find((one) => one.id === child.id);
        // What is moved loses the focus, so what stands in its way goes instead.
        while (known && place && place !== known && !place.id) {
          const rest = place.nextSibling;
          place.remove();
          place = rest;
        }
        if (known && place === known) {
          place = place.nextSibling;
        } else {
          now.insertBefore(known || child, place);
        }
        if (known) {
          renew(known, child);
        }
      }
    }
    while (place) {
      const rest = place.nextSibling;
      place.remove();
      place = rest;
    }
  };

  const alike = (one, other) => one.nodeName === other.nodeName && (one.id || '') === (other.id || '');

  // The log-in is over. What it showed goes; what was typed stays, and another tab's log-in brings the rest back.
  const shutOut = () => {
    if (shut && !away) {
      return;
    }
    shut = true;
    away = false;
    const link = document.createElement('a');
    link.id = 'log-in-again';
    link.href = 'log-in';
    link.target = '_blank';
    link.textContent = 'Log in again';
    const line = document.createElement('p');
    line.append('The log-in is over. ', link, ' in a tab of its own, and this page goes on.');
    live.replaceChildren(line);
    if (logOut) {
      logOut.hidden = true;
    }
    say('The log-in is over.');
  };

  const look = async () => {
    try {
      const answer = await fetch('./', { cache: 'no-store', credentials: 'same-origin', signal: AbortSignal.timeout(patience) });
      if (answer.status === 401) {
        shutOut();
        return;
      }
      const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const page = next.getElementById('live');
      if (!page) {
        throw new Error('not the page');
      }
      renew(live, page);
      const nextLogOut = next.getElementById('log-out');
      if (logOut && nextLogOut) {
        renew(logOut, nextLogOut);
      }
      if (away || shut) {
        away = shut = false;
        say('The page is live again.');
      }
    } catch {
      if (!away) {
        away = true;
        say('The manager does not answer; what is shown is no longer live. It is asked again.', true);
      }
    }
  };

  const ask = (button, text) => {
    wanted = button.id;
    panel.open = true;
    tokenField.focus();
    say(text, true);
  };

  const problemOf = async (answer) => {
    try {
      const problem = await answer.json();
      return problem.detail || problem.title;
    } catch {
      return null;
    }
  };

  const send = async (button) => {
    const path = button.dataset.act;
    if (underWay.has(path)) {
      return;
    }
    if (!token) {
      ask(button, 'this needs the operator token. Type it, and it is done.');
      return;
    }
    underWay.add(path);
    button.setAttribute('aria-disabled', 'true');
    say('Asking …');
    try {
      const answer = await fetch(path, {
        method: 'POST',
        credentials: 'omit',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ reason: path.endsWith('/drain') && reasonField.value ? reasonField.value : null }),
        signal: AbortSignal.timeout(patience),
      });
      if (answer.ok) {
        say((await answer.json()).message);
        reasonField.value = '';
        await look();
      } else if (answer.status === 401) {
        token = '';
        ask(button, 'the token is no operator’s. Type it again.');
      } else if (answer.status === 403) {
        say('the token may only look, not change.', true);
      } else {
        say((await problemOf(answer)) || `the manager answered ${answer.status}.`, true);
      }
    } catch {
      say('the manager did not answer; look whether it happened before trying again.', true);
    } finally {
      underWay.delete(path);
      button.removeAttribute('aria-disabled');
    }
  };

  live.addEventListener('click', (event) => {
    const button = event.target.closest('[data-act]');
    if (button) {
      send(button);
    }
  });

  document.getElementById('token-form').addEventListener('submit', (event) => {
    event.preventDefault();
    token = tokenField.value.trim();
    tokenField.value = '';
    const button = wanted && document.getElementById(wanted);
    wanted = null;
    if (!token) {
      say('no token was typed.', true);
      tokenField.focus();
    } else if (button) {
      button.focus();
      send(button);
    } else {
      say('The token is kept until this page is closed.');
    }
  });

  document.getElementById('forget').addEventListener('click', () => {
    token = '';
    wanted = null;
    say('The token is forgotten.');
  });

  const turn = async () => {
    if (!document.hidden) {
      await look();
    }
    setTimeout(turn, pause);
  };

  document.documentElement.classList.add('scripted');
  setTimeout(turn, pause);
})();
