export const badges = {};
