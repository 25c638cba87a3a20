const width = 320;
const height = 180;

/**
 * How sharp a video's picture is: the mean of the steepest hundredth of its steps from pixel to pixel, in shades of grey.
 * Undefined where there is no picture yet.
 */
export function sharpnessOf(video: HTMLVideoElement | null): number | undefined {
  if (!video || video.videoWidth === 0) return undefined;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  // The middle at its own size: made smaller, every picture looks sharp.
  const left = Math.max(0, (video.videoWidth - width) / 2);
  const top = Math.max(0, (video.videoHeight - height) / 2);
  context?.drawImage(video, left, top, width, height, 0, 0, width, height);
  const data = context?.getImageData(0, 0, width, height).data;
  return data && steepness(data);
}

function steepness(data: Uint8ClampedArray): number {
  const counts = new Uint32Array(256);
  let steps = 0;
  for (let at = 4; at < data.length; at += 4) {
    if ((at / 4) % width === 0) continue;
    const step = Math.abs((data[at + 1] ?? 0) - (data[at - 3] ?? 0));
    counts[step] = (counts[step] ?? 0) + 1;
    steps++;
  }
  let left = Math.ceil(steps / 100);
  const all = left;
  let sum = 0;
  for (let step = 255; step >= 0 && left > 0; step--) {
    const taken = Math.min(left, counts[step] ?? 0);
    sum += taken * step;
    left -= taken;
  }
  return sum / all;
}
