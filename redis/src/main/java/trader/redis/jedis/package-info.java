/**
 * The store of commands that start, act and exit: one plain Jedis connection, no pool, no thread of
 * its own.
 */
@NullMarked
package trader.redis.jedis;

import org.jspecify.annotations.NullMarked;
