'use strict';

const WIDTH = 280; // of the paper, in its own units
const PEN = 20;
const STEP = 10;
const MOST_BYTES = 8 * 1024 * 1024;

const byId = id => document.getElementById(id);
const paper = byId('paper');
const pen = byId('pen');
const sheet = paper.parentElement;
const ink = paper.getContext('2d');
const dark = matchMedia('(prefers-color-scheme: dark)');

let strokes = []; // each a list of points
let picture = null; // a file that was opened, and its image
let position = {x: WIDTH / 2, y: WIDTH / 2}; // of the keyboard's pen
let lowered = null; // the stroke that the keyboard draws
let last = null; // the last answer
let changed = false;
let asking = false;

/** Draws all there is. */
function draw() {
  ink.fillStyle = '#fff';
  ink.fillRect(0, 0, WIDTH, WIDTH);
  if (picture && picture.image) {
    const scale = WIDTH / Math.max(picture.image.width, picture.image.height);
    const width = picture.image.width * scale;
    const height = picture.image.height * scale;
    ink.drawImage(picture.image, (WIDTH - width) / 2, (WIDTH - height) / 2, width, height);
  }
  ink.lineWidth = PEN;
  ink.lineCap = ink.lineJoin = 'round';
  ink.strokeStyle = '#000';
  for (const stroke of strokes) {
    ink.beginPath();
    ink.moveTo(stroke[0].x, stroke[0].y);
    for (const point of stroke) {
      ink.lineTo(point.x, point.y);
    }
    ink.stroke();
  }
}

function update() {
  draw();
  changed = true;
  if (!asking) {
    ask();
  }
}

/** Asks for the newest drawing, one at a time. */
async function ask() {
  asking = true;
  while (changed) {
    changed = false;
    if (strokes.length === 0 && !picture) {
      forget('Nothing drawn yet.');
      continue;
    }
    const body = picture ? picture.file
        : await new Promise(resolve => paper.toBlob(resolve, 'image/png'));
    try {
      const response = await fetch('look', {method: 'POST', body,
          headers: {'Content-Type': 'application/octet-stream'}});
      const answer = await response.json();
      if (answer.error) {
        forget(answer.error);
      } else {
        show(answer);
      }
    } catch {
      forget('The server doesn’t answer; is it still running?');
    }
  }
  asking = false;
}

function percent(share) {
  return (100 * share).toFixed(1) + ' %';
}

function say(text) {
  if (byId('answer').textContent !== text) { // A reader aloud shall hear it once.
    byId('answer').textContent = text;
  }
}

/** Shows that there is no answer, and why. */
function forget(text) {
  last = null;
  say(text);
  for (const row of byId('bars').children) {
    row.className = '';
    row.querySelector('.bar').style.width = '0';
    row.querySelector('.share').textContent = '–';
  }
  byId('seen').getContext('2d').clearRect(0, 0, byId('seen').width, byId('seen').height);
  for (const canvas of byId('layers').querySelectorAll('canvas')) {
    canvas.getContext('2d').clearRect(0, 0, canvas.width, canvas.height);
  }
}

function show(answer) {
  last = answer;
  const rows = byId('bars').children;
  const name = rows[answer.label].querySelector('.name').textContent;
  const rest = percent(answer.probability) + (answer.sure ? '' : ', not sure');
  if (byId('answer').dataset.text !== name + rest || !byId('answer').firstElementChild) {
    const strong = document.createElement('strong');
    strong.textContent = name;
    byId('answer').replaceChildren(strong, rest);
    byId('answer').dataset.text = name + rest;
  }
  answer.probabilities.forEach((probability, c) => {
    rows[c].className = c === answer.label ? 'best' : '';
    rows[c].querySelector('.bar').style.width = 100 * probability + '%';
    rows[c].querySelector('.share').textContent = percent(probability);
  });
  showSeen(bytes(answer.image));
  showLayers(answer.layers);
}

function bytes(base64) {
  return Uint8Array.from(atob(base64), c => c.charCodeAt(0));
}

function showSeen(pixels) {
  const canvas = byId('seen');
  const context = canvas.getContext('2d');
  const image = context.createImageData(canvas.width, canvas.height);
  pixels.forEach((value, i) => image.data.set([value, value, value, 255], 4 * i));
  context.putImageData(image, 0, 0);
}

function showLayers(layers) {
  const place = byId('layers');
  if (place.querySelectorAll('canvas').length !== layers.length) {
    place.replaceChildren(...layers.map(newLayer));
  }
  const canvases = place.querySelectorAll('canvas');
  layers.forEach((layer, i) => paint(canvases[i], layer));
}

/** A heading and a canvas that has room for all maps, or for all units. */
function newLayer(layer) {
  const [channels, height, width] = layer.shape;
  const single = height * width === 1;
  const heading = document.createElement('h3');
  heading.textContent = layer.name + ': ' + (single ? channels + ' units'
      : channels + (channels === 1 ? ' map of ' : ' maps of ') + height + '×' + width);
  const canvas = document.createElement('canvas');
  const columns = Math.min(channels, single ? 42 : 8);
  const gap = single ? 0 : 1;
  canvas.width = columns * (width + gap) - gap;
  canvas.height = Math.ceil(channels / columns) * (height + gap) - gap;
  canvas.style.width = canvas.width * (single ? 14 : width > 16 ? 3 : 5) + 'px';
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', 'Output of ' + heading.textContent);
  const all = document.createElement('div');
  all.className = 'layer';
  all.append(heading, canvas);
  return all;
}

/** Blue below zero, orange above, on the ground of the page. */
function paint(canvas, layer) {
  const [channels, height, width] = layer.shape;
  const ground = dark.matches ? [32, 32, 32] : [255, 255, 255];
  const below = dark.matches ? [86, 180, 233] : [0, 114, 178];
  const above = dark.matches ? [240, 144, 74] : [213, 94, 0];
  const shares = new Int8Array(bytes(layer.values).buffer);
  const gap = height * width === 1 ? 0 : 1;
  const columns = Math.floor((canvas.width + gap) / (width + gap));
  const context = canvas.getContext('2d');
  const image = context.createImageData(canvas.width, canvas.height);
  for (let c = 0; c < channels; c++) {
    const left = c % columns * (width + gap);
    const top = Math.floor(c / columns) * (height + gap);
    for (let i = 0; i < height * width; i++) {
      const share = shares[c * height * width + i] / 127;
      const end = share < 0 ? below : above;
      const at = (top + Math.floor(i / width)) * canvas.width + left + i % width;
      for (let k = 0; k < 3; k++) {
        image.data[4 * at + k] = ground[k] + (end[k] - ground[k]) * Math.abs(share);
      }
      image.data[4 * at + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
}

dark.addEventListener('change', () => last && showLayers(last.layers));

/** A point of the screen on the paper. */
function point(event) {
  const box = paper.getBoundingClientRect();
  return {x: (event.clientX - box.left) * WIDTH / box.width,
      y: (event.clientY - box.top) * WIDTH / box.height};
}

function begin(at) {
  picture = null;
  strokes.push([at]);
  update();
  return strokes.at(-1);
}

paper.addEventListener('pointerdown', event => {
  if (event.button === 0 && event.isPrimary) {
    paper.setPointerCapture(event.pointerId);
    lift();
    pen.hidden = true;
    const stroke = begin(point(event));
    const move = moved => {
      if (moved.pointerId === event.pointerId && strokes.includes(stroke)) {
        const all = moved.getCoalescedEvents ? moved.getCoalescedEvents() : [];
        stroke.push(...(all.length ? all : [moved]).map(point));
        update();
      }
    };
    const end = ended => {
      if (ended.pointerId === event.pointerId) {
        paper.removeEventListener('pointermove', move);
        paper.removeEventListener('pointerup', end);
        paper.removeEventListener('pointercancel', end);
      }
    };
    paper.addEventListener('pointermove', move);
    paper.addEventListener('pointerup', end);
    paper.addEventListener('pointercancel', end);
  }
});

function showPen() {
  pen.hidden = false;
  pen.className = lowered ? 'down' : '';
  pen.style.left = 100 * position.x / WIDTH + '%';
  pen.style.top = 100 * position.y / WIDTH + '%';
}

function lift() {
  lowered = null;
  pen.className = '';
}

const MOVES = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

paper.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const move = MOVES[event.key];
  if (move) {
    const inside = value => Math.min(WIDTH - PEN / 2, Math.max(PEN / 2, value));
    position = {x: inside(position.x + STEP * move[0]), y: inside(position.y + STEP * move[1])};
    if (lowered) {
      lowered.push(position);
      update();
    }
  } else if (event.key === ' ') {
    if (lowered) {
      lift();
    } else {
      lowered = begin(position);
    }
  } else if (event.key === 'Backspace') {
    undo();
  } else if (event.key === 'Delete') {
    clear();
  } else {
    return;
  }
  event.preventDefault();
  showPen();
});

paper.addEventListener('focus', () => paper.matches(':focus-visible') && showPen());
paper.addEventListener('blur', () => {
  lift();
  pen.hidden = true;
});

function clear() {
  lift();
  strokes = [];
  picture = null;
  update();
}

function undo() {
  lift();
  if (picture) {
    picture = null;
  } else {
    strokes.pop();
  }
  update();
}

/** Sends a picture as it is: the server prepares it. */
async function open(file) {
  if (!file) {
    return;
  }
  if (file.size > MOST_BYTES) {
    forget('A picture must have at most 8 MiB; make it smaller.');
    return;
  }
  lift();
  strokes = [];
  const opened = {file, image: null};
  picture = opened;
  update();
  try {
    opened.image = await createImageBitmap(file);
    draw();
  } catch {
    // A format that the browser doesn't show; the server may know it.
  }
}

byId('clear').addEventListener('click', clear);
byId('undo').addEventListener('click', undo);
byId('open').addEventListener('click', () => byId('file').click());
byId('file').addEventListener('change', event => {
  open(event.target.files[0]);
  event.target.value = '';
});
document.addEventListener('dragover', event => {
  event.preventDefault();
  sheet.classList.add('dropping');
});
document.addEventListener('dragleave', () => sheet.classList.remove('dropping'));
document.addEventListener('drop', event => {
  event.preventDefault();
  sheet.classList.remove('dropping');
  open(event.dataTransfer.files[0]);
});

draw();
