/**
 * The contract with Redis: every key, its type and codec, what a desk and an engine do with them,
 * and the audit. Knows no client library; those are in the packages below.
 */
@NullMarked
package trader.redis;

import org.jspecify.annotations.NullMarked;
