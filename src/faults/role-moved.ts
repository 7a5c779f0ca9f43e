import { FaultError } from '../base/errors.ts'

/** The node that was picked by its role has it no more: another one is to be picked, nothing has happened. */
export class RoleMovedError extends FaultError {}
