import type * as mysql2 from 'mysql2';

/** The driver is loaded when a connection is opened, so its parts are handed on by value. */
export type Driver = typeof mysql2;
