/**
 * Where a picture lies on the stage: pure geometry in CSS pixels, no elements.
 *
 * @typedef {{ width: number, height: number }} Size
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ scale: number, x: number, y: number }} View  CSS pixels per picture pixel, and the picture's top left corner
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Box
 */

/** Screen pixels per picture pixel at the most: single pixels can be told apart and counted. */
export const MAX_ZOOM = 16;

/** @param {number} value @param {number} low @param {number} high */
export const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/**
 * The whole picture inside the stage; never enlarged.
 * @param {Size} stage @param {Size} picture @param {number} margin @returns {View}
 */
export function fit(stage, picture, margin) {
  const room = { width: Math.max(1, stage.width - 2 * margin), height: Math.max(1, stage.height - 2 * margin) };
  const scale = Math.min(room.width / picture.width, room.height / picture.height, 1);
  return { scale, x: (stage.width - picture.width * scale) / 2, y: (stage.height - picture.height * scale) / 2 };
}

/**
 * One axis: centred where it fits, otherwise no gap wider than the margin.
 * @param {number} offset @param {number} room @param {number} length @param {number} margin
 */
function settleAxis(offset, room, length, margin) {
  if (length <= room - 2 * margin) return (room - length) / 2;
  return clamp(offset, room - length - margin, margin);
}

/** @param {View} view @param {Size} stage @param {Size} picture @param {number} margin @returns {View} */
export function settle(view, stage, picture, margin) {
  return {
    scale: view.scale,
    x: settleAxis(view.x, stage.width, picture.width * view.scale, margin),
    y: settleAxis(view.y, stage.height, picture.height * view.scale, margin),
  };
}

/**
 * Another scale, with the point of the stage staying over the same point of the picture.
 * @param {View} view @param {number} scale @param {Point} point @returns {View}
 */
export function zoomAt(view, scale, point) {
  const factor = scale / view.scale;
  return { scale, x: point.x - (point.x - view.x) * factor, y: point.y - (point.y - view.y) * factor };
}

/** The part of the stage that the picture covers. @param {View} view @param {Size} stage @param {Size} picture @returns {Box} */
export function visibleBox(view, stage, picture) {
  return {
    left: clamp(view.x, 0, stage.width),
    top: clamp(view.y, 0, stage.height),
    right: clamp(view.x + picture.width * view.scale, 0, stage.width),
    bottom: clamp(view.y + picture.height * view.scale, 0, stage.height),
  };
}

/**
 * The share of the picture's own width that lies left of the divider, 0..1.
 * @param {number} share  of the visible width @param {Box} box @param {View} view @param {Size} picture
 */
export function dividerInPicture(share, box, view, picture) {
  const x = box.left + (box.right - box.left) * share;
  return clamp((x - view.x) / (picture.width * view.scale), 0, 1);
}
