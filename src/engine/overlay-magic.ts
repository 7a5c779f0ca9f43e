/** The kernel's number for overlayfs, hexadecimal. */
export const overlayMagic = '794c7630'
