/** What every id of a process maps to where there is no user namespace. */
export const initialUidMap = '0 0 4294967295'

/** A line of a process' `uid_map`, its words parted by one space. */
export const uidMapIn = (text: string): string => text.trim().replace(/\s+/g, ' ')
