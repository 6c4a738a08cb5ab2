/**
 * The assembled product under test: a real Redis, a simulated exchange on real sockets and a real
 * engine process, driven as operators drive them and hit as machines are hit.
 */
@NullMarked
package trader.app.e2e;

import org.jspecify.annotations.NullMarked;
