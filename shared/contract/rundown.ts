export const rundown = {};
