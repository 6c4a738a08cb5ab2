/** Tests of the benchmarks. */
@NullMarked
package trader.app.bench;

import org.jspecify.annotations.NullMarked;
