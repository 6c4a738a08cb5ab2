/**
 * The store of services that live long, on Lettuce: watching the levers by push, following
 * requests, publishing without waiting. Lettuce's types do not leave this package.
 */
@NullMarked
package trader.redis.lettuce;

import org.jspecify.annotations.NullMarked;
