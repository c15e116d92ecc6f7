/**
 * The block numbers of Figures 5 to 12. What each says stands at the line of the figure's file that does it
 * (`git grep F9.204 model`), and in the requirement table of a campaign's report.
 */
const blocks = {
  F5: [100, 102, 104, 106, 108],
  F6: [120, 122, 124, 126, 128, 130, 131, 132, 133, 134, 135],
  F7: [140, 142, 144, 146, 150, 152],
  F8: [160, 162, 164, 166],
  F9: [200, 201, 202, 204, 206, 208, 210, 212],
  F10: [300, 302, 304, 306, 308, 310],
  F11: [500, 502, 504, 506, 508, 510],
  F12: [520, 522, 524, 525, 526, 528],
};

/** All of them, such as `F9.204`. */
export const blockIds: readonly string[] = Object.entries(blocks).flatMap(([figure, numbers]) =>
  numbers.map((number) => `${figure}.${number}`),
);
