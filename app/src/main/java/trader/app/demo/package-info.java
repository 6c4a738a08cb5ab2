/** The demo: the whole product on one machine, against the simulator. */
@NullMarked
package trader.app.demo;

import org.jspecify.annotations.NullMarked;
