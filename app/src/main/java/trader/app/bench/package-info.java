/**
 * What the product takes: each benchmark starts the real parts, measures them by one monotonic
 * clock, and measures the raw thing that they are held against in the same run.
 */
@NullMarked
package trader.app.bench;

import org.jspecify.annotations.NullMarked;
