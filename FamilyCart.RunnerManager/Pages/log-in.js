'use strict';
// A link from another site brings no cookie of a log-in along; the page itself asks with it.
(async () => {
  try {
    const answer = await fetch('./', { cache: 'no-store', credentials: 'same-origin' });
    if (answer.ok && !document.getElementById('token').value) {
      location.replace('./');
    }
  } catch {
    // The form is there.
  }
})();
