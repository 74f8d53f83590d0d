import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clearSessionCookie, setSessionCookie } from './session-cookie.js';
import { csrfTokenOf, isCsrfTokenOf, readCookie } from './session-token.js';

describe('The session cookie', () => {
  it('goes over https alone where people come by https', () => {
    assert.match(setSessionCookie('t', 'https://patchbay.example.org'), /; Secure/);
    assert.doesNotMatch(setSessionCookie('t', 'http://localhost:5680'), /Secure/);
    assert.match(clearSessionCookie('https://x'), /^patchbay_session=; .*Max-Age=0$/);
  });

  it('is found among others, and no other by the end of its name', () => {
    assert.equal(readCookie('a=1; patchbay_session=x=y; b=2', 'patchbay_session'), 'x=y');
    assert.equal(readCookie('other_patchbay_session=x', 'patchbay_session'), undefined);
    assert.equal(readCookie(undefined, 'patchbay_session'), undefined);
  });

  it('has one CSRF token, which is not the session itself', () => {
    const token = csrfTokenOf('session');
    assert.ok(isCsrfTokenOf('session', token) && !token.includes('session'));
    for (const wrong of [undefined, '', 'session', `${token}x`, csrfTokenOf('another')])
      assert.equal(isCsrfTokenOf('session', wrong), false);
  });
});
