"use strict";
// The only script there is: it says how the build stands, and shows the framed page anew when its bytes are others.
const WORDS = {building: "Building", good: "Up to date", failed: "Not built: the page below is the last good one"};
const frame = document.querySelector("iframe");
const header = document.querySelector("header");
const state = document.getElementById("state");
const words = document.getElementById("words");
let edition = document.body.dataset.edition;

function showAnew() {
  const place = frame.contentWindow.scrollY;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, place), {once: true});
  frame.contentWindow.location.reload();
}

const news = new EventSource("/events");
news.onmessage = event => {
  const told = JSON.parse(event.data);
  const failed = told.state === "failed";
  header.className = told.state;
  state.textContent = WORDS[told.state] + (told.words && !failed ? `: ${told.words}` : "");
  words.textContent = failed ? told.words : "";
  words.hidden = !failed;
  if (told.edition !== edition) {
    edition = told.edition;
    showAnew();
  }
};
news.onerror = () => {
  header.className = "failed";
  state.textContent = "Nobody is building: start `safeguarding-report build --watch` again";
};
