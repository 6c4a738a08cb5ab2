/** The demo as a person runs it. */
@NullMarked
package trader.app.demo;

import org.jspecify.annotations.NullMarked;
