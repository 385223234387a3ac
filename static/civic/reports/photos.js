/* Photos chosen without a connection wait in this browser, a week at most, until it is back. */
"use strict";
(() => {
  const WEEK = 7 * 24 * 3600 * 1000;
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const shelf = async (mode) => {
    const opening = indexedDB.open("civic-report", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("photos");
    const database = await answer(opening);
    const transaction = database.transaction("photos", mode);
    transaction.oncomplete = transaction.onabort = () => database.close();
    return transaction.objectStore("photos");
  };
  /* Each answers quietly with nothing where the browser keeps nothing (private mode, no space). */
  const quietly = (work) => async (...given) => { try { return await work(...given); } catch { return null; } };
  const kept = async () => answer((await shelf("readonly")).get("draft"));

  window.reportPhotos = {
    keep: quietly(async (files) => answer((await shelf("readwrite")).put({ at: Date.now(), files }, "draft"))),
    forget: quietly(async () => answer((await shelf("readwrite")).delete("draft"))),
    waiting: quietly(async () => {
      const draft = await kept();
      return draft && Date.now() - draft.at < WEEK ? draft.files : null;
    }),
  };
})();
