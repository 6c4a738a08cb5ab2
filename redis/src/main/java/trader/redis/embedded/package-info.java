/** A Redis server of our own for the demo and for tests; it ends with the process that began it. */
@NullMarked
package trader.redis.embedded;

import org.jspecify.annotations.NullMarked;
