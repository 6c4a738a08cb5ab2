/** Who may speak to the desk, from where, and what each person is trusted with. */
@NullMarked
package trader.commands.people;

import org.jspecify.annotations.NullMarked;
