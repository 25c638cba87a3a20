/** Whether the camera of a stream has a light of its own. */
export function hasTorch(stream: MediaStream): boolean {
  const capabilities = stream.getVideoTracks()[0]?.getCapabilities();
  return capabilities !== undefined && 'torch' in capabilities && capabilities.torch === true;
}

/** Switches the camera's light. Rejects where the camera refuses. */
export async function switchTorch(stream: MediaStream, on: boolean): Promise<void> {
  // The browser's types know no torch yet (W3C mediacapture-image).
  const constraint: MediaTrackConstraintSet & { readonly torch: boolean } = { torch: on };
  await stream.getVideoTracks()[0]?.applyConstraints({ advanced: [constraint] });
}
